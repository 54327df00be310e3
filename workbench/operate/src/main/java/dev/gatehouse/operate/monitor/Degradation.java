package dev.gatehouse.operate.monitor;

import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Masked;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One answer that shows less than was asked for.
 *
 * @param why the reason
 * @param acting whose rights were judged
 * @param detail what Azure or Entra said of this case; masked, at most 200 characters, may be empty
 * @param command for a shell, with the real values, where one helps
 * @param link where the person goes on, a path of this site, where that helps
 * @param retryAfter how long Azure asks to wait
 * @param claims what a new sign-in has to satisfy
 */
public record Degradation(
        Degraded why,
        Acting acting,
        String detail,
        Optional<String> command,
        Optional<String> link,
        Optional<Duration> retryAfter,
        Optional<ClaimsChallenge> claims) {
    private static final int LONGEST = 200;

    public Degradation {
        detail = Masked.line(detail, LONGEST);
    }

    /** What helps, for whoever can do it. */
    public String remedy() {
        return switch (acting) {
            case BROWSER, TOKEN -> why.remedy();
            case PLATFORM, DEVELOPER -> why.platformRemedy();
        };
    }

    /** The fields {@code degraded}, {@code degraded_reason} and so on of an answer. */
    public Map<String, Object> json() {
        return json("");
    }

    /**
     * The same fields for a part of an answer.
     *
     * @param part what each name begins with, for example {@code containers_}; may be empty
     */
    public Map<String, Object> json(String part) {
        var json = new LinkedHashMap<String, Object>();
        json.put(part + "degraded", true);
        json.put(part + "degraded_reason", why.code());
        json.put(part + "degraded_detail", detail);
        json.put(part + "degraded_label", why.label());
        json.put(part + "degraded_tone", why.tone().wire());
        json.put(part + "degraded_cause", why.cause());
        json.put(part + "degraded_remedy", remedy());
        command.ifPresent(it -> json.put(part + "degraded_command", it));
        link.ifPresent(it -> json.put(part + "degraded_link", it));
        retryAfter.ifPresent(it -> json.put(part + "degraded_retry_after", it.toSeconds()));
        claims.ifPresent(it -> json.put(part + "degraded_claims", it.json()));
        return json;
    }
}
