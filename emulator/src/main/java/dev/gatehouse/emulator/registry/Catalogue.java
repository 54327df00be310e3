package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a registry holds, in the forms of the registry API ({@code /v2}) and of Azure's own ({@code
 * /acr/v1}).
 */
final class Catalogue {
    private static final Map<String, Boolean> CHANGEABLE =
            Map.of(
                    "deleteEnabled", true,
                    "writeEnabled", true,
                    "readEnabled", true,
                    "listEnabled", true);

    private final Images images;

    /**
     * A request about one repository.
     *
     * @param server the login server
     * @param name the repository
     * @param item the tag or digest that the path names; empty if it names none
     * @param images what the repository has, oldest first
     */
    record Question(Request request, String server, String name, String item, List<Image> images) {}

    private record Tag(String name, Image image) {}

    Catalogue(Images images) {
        this.images = images;
    }

    Response repositories(Request request, Scope registry) {
        return RegistryPages.page(
                request,
                images.repositories(registry),
                name -> name,
                names -> Map.of("repositories", names));
    }

    Response repository(Question asked) {
        List<Image> found = asked.images();
        Map<String, Object> json = head(asked);
        json.put("createdTime", time(found.getFirst()));
        json.put("lastUpdateTime", time(found.getLast()));
        json.put("manifestCount", found.size());
        json.put("tagCount", tags(found).size());
        json.put("changeableAttributes", CHANGEABLE);
        return Response.json(200, json);
    }

    /** {@code /v2/{name}/tags/list}. */
    Response tagNames(Question asked) {
        return RegistryPages.page(
                asked.request(),
                tags(asked.images()),
                Tag::name,
                page ->
                        Map.of(
                                "name",
                                asked.name(),
                                "tags",
                                page.stream().map(Tag::name).toList()));
    }

    Response tags(Question asked) {
        List<Tag> all =
                asked.request()
                        .query("digest")
                        .map(
                                digest ->
                                        tags(asked.images()).stream()
                                                .filter(tag -> tag.image().digest().equals(digest))
                                                .toList())
                        .orElseGet(() -> tags(asked.images()));
        return RegistryPages.page(
                asked.request(),
                ordered(asked.request(), all, Comparator.comparing(tag -> tag.image().createdAt())),
                Tag::name,
                page -> {
                    Map<String, Object> json = head(asked);
                    json.put("tags", page.stream().map(Catalogue::json).toList());
                    return json;
                });
    }

    Response tag(Question asked) {
        return tags(asked.images()).stream()
                .filter(tag -> tag.name().equals(asked.item()))
                .findFirst()
                .map(
                        tag -> {
                            Map<String, Object> json = head(asked);
                            json.put("tag", json(tag));
                            return Response.json(200, json);
                        })
                .orElseGet(
                        () ->
                                RegistryError.of(
                                        404, "TAG_UNKNOWN", "the specified tag does not exist"));
    }

    Response manifests(Question asked) {
        List<Image> sorted =
                asked.images().stream().sorted(Comparator.comparing(Image::digest)).toList();
        return RegistryPages.page(
                asked.request(),
                ordered(asked.request(), sorted, Comparator.comparing(Image::createdAt)),
                Image::digest,
                page -> {
                    Map<String, Object> json = head(asked);
                    json.put("manifests", page.stream().map(Catalogue::json).toList());
                    return json;
                });
    }

    Response manifest(Question asked) {
        return find(asked.images(), asked.item())
                .map(
                        image -> {
                            Map<String, Object> json = head(asked);
                            json.put("manifest", json(image));
                            return Response.json(200, json);
                        })
                .orElseGet(Catalogue::unknownManifest);
    }

    /** {@code /v2/{name}/manifests/{tag or digest}}: the manifest itself. */
    Response content(Question asked) {
        return find(asked.images(), asked.item())
                .map(
                        image ->
                                Response.bytes(
                                                200,
                                                Image.MANIFEST_TYPE,
                                                image.manifest().getBytes(StandardCharsets.UTF_8))
                                        .with("Docker-Content-Digest", image.digest())
                                        .with("ETag", "\"" + image.digest() + "\""))
                .orElseGet(Catalogue::unknownManifest);
    }

    private static Response unknownManifest() {
        return RegistryError.of(404, "MANIFEST_UNKNOWN", "manifest unknown");
    }

    private static Optional<Image> find(List<Image> images, String reference) {
        return images.stream()
                .filter(
                        image ->
                                image.digest().equals(reference)
                                        || image.tags().contains(reference))
                .findFirst();
    }

    private static List<Tag> tags(List<Image> images) {
        return images.stream()
                .flatMap(image -> image.tags().stream().map(tag -> new Tag(tag, image)))
                .sorted(Comparator.comparing(Tag::name))
                .toList();
    }

    private static <T> List<T> ordered(Request request, List<T> items, Comparator<T> byTime) {
        return switch (request.query("orderby").orElse("")) {
            case "timeasc" -> items.stream().sorted(byTime).toList();
            case "timedesc" -> items.stream().sorted(byTime.reversed()).toList();
            default -> items;
        };
    }

    private static Map<String, Object> head(Question asked) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("registry", asked.server());
        json.put("imageName", asked.name());
        return json;
    }

    private static Map<String, Object> json(Tag tag) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", tag.name());
        json.put("digest", tag.image().digest());
        json.put("createdTime", time(tag.image()));
        json.put("lastUpdateTime", time(tag.image()));
        json.put("signed", false);
        json.put("changeableAttributes", CHANGEABLE);
        return json;
    }

    private static Map<String, Object> json(Image image) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("digest", image.digest());
        json.put("imageSize", image.size());
        json.put("createdTime", time(image));
        json.put("lastUpdateTime", time(image));
        json.put("architecture", "amd64");
        json.put("os", "linux");
        json.put("mediaType", Image.MANIFEST_TYPE);
        json.put("configMediaType", Image.CONFIG_TYPE);
        json.put("tags", image.tags());
        json.put("changeableAttributes", CHANGEABLE);
        return json;
    }

    private static String time(Image image) {
        return image.createdAt().toString();
    }
}
