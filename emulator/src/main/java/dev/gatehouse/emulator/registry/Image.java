package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.web.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One image of a repository.
 *
 * @param manifest its manifest as text; the digest is that of this text
 * @param tags in their alphabetical order
 */
record Image(String manifest, String digest, Instant createdAt, List<String> tags) {
    static final String MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json";
    static final String CONFIG_TYPE = "application/vnd.docker.container.image.v1+json";
    private static final String LAYER_TYPE = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private static final int CONFIG_SIZE = 7023;
    private static final int LAYER_SIZE = 28_565_893;

    Image {
        tags = tags.stream().sorted().toList();
    }

    /** An invented image; the same {@code seed} gives the same digests. */
    static Image invented(String seed, Instant createdAt, List<String> tags) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", MANIFEST_TYPE);
        manifest.put("config", part(CONFIG_TYPE, CONFIG_SIZE, seed + " config"));
        manifest.put("layers", List.of(part(LAYER_TYPE, LAYER_SIZE, seed + " layer")));
        String text = Json.write(manifest);
        return new Image(text, sha256(text), createdAt, tags);
    }

    /** The size that registries tell, in bytes: that of the layers and the configuration. */
    int size() {
        return CONFIG_SIZE + LAYER_SIZE;
    }

    private static Map<String, Object> part(String type, int size, String seed) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("mediaType", type);
        part.put("size", size);
        part.put("digest", sha256(seed));
        return part;
    }

    private static String sha256(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
