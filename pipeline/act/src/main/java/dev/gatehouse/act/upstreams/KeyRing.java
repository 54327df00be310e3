package dev.gatehouse.act.upstreams;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of today, the one before and the one after, in the order in which they sign. */
record KeyRing(List<AssertionKey> keys) {
    /** How long before its first signature a key is published. */
    static final Duration PUBLISHED_AHEAD = Duration.ofHours(1);

    KeyRing {
        keys = List.copyOf(keys);
    }

    static final KeyRing EMPTY = new KeyRing(List.of());

    Optional<AssertionKey> signing(Instant now) {
        return keys.stream().filter(key -> key.signsAt(now)).findFirst();
    }

    /** Whether it is time for the next key: nobody signs now, or nobody will soon. */
    boolean wantsNext(Instant now) {
        return signing(now).isEmpty() || signing(now.plus(PUBLISHED_AHEAD)).isEmpty();
    }

    /** This ring with one more key, and without those that nobody needs any more. */
    KeyRing withNext(Instant now) {
        var next = new ArrayList<AssertionKey>();
        Instant from = now;
        for (AssertionKey key : keys) {
            if (now.isBefore(key.listedUntil())) {
                next.add(key);
            }
            if (from.isBefore(key.signsUntil())) {
                from = key.signsUntil();
            }
        }
        next.add(AssertionKey.generate(from));
        return new KeyRing(next);
    }

    Instant endsAt() {
        return keys.getLast().listedUntil();
    }

    /** RFC 7517, public halves alone. */
    String publicJson(Instant now) {
        List<JWK> listed =
                keys.stream()
                        .filter(key -> now.isBefore(key.listedUntil()))
                        .map(key -> (JWK) key.pair().toPublicJWK())
                        .toList();
        return new JWKSet(listed).toString();
    }

    /** The bytes to be sealed: private halves too. */
    byte[] write() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (AssertionKey key : keys) {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("from", key.signsFrom().toString());
            entry.put("pair", key.pair().toJSONObject());
            list.add(entry);
        }
        return JSONObjectUtils.toJSONString(Map.of("keys", list)).getBytes(StandardCharsets.UTF_8);
    }

    /** Only for bytes that {@link #write} made: they come from under an authenticated seal. */
    static KeyRing read(byte[] bytes) {
        try {
            var json = JSONObjectUtils.parse(new String(bytes, StandardCharsets.UTF_8));
            var keys = new ArrayList<AssertionKey>();
            for (Map<String, Object> entry : JSONObjectUtils.getJSONObjectArray(json, "keys")) {
                keys.add(
                        new AssertionKey(
                                ECKey.parse(JSONObjectUtils.getJSONObject(entry, "pair")),
                                Instant.parse(JSONObjectUtils.getString(entry, "from"))));
            }
            return new KeyRing(keys);
        } catch (ParseException malformed) {
            throw new IllegalStateException("sealed assertion keys are malformed", malformed);
        }
    }

    @Override
    public String toString() {
        return "KeyRing" + keys;
    }
}
