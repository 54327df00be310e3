package dev.gatehouse.operate.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was opened further than usual. None of it is wrong; all of it should be known.
 *
 * @param anonymousRoutes for example {@code routes[0] GET /public/**}
 * @param plainTokens upstreams that get tokens over plain http, not on loopback
 * @param clockLeeway what is added to the lifetime of tokens
 */
public record AccessCheck(
        List<String> anonymousRoutes, List<String> plainTokens, Duration clockLeeway)
        implements Check {
    private static final Duration USUAL_LEEWAY = Duration.ofSeconds(60);

    public AccessCheck {
        anonymousRoutes = List.copyOf(anonymousRoutes);
        plainTokens = List.copyOf(plainTokens);
    }

    @Override
    public CheckId id() {
        return CheckId.ACCESS;
    }

    @Override
    public List<Finding> examine() {
        var found = new ArrayList<Finding>();
        for (String route : anonymousRoutes) {
            found.add(
                    Finding.warn(
                                    id(),
                                    "Anybody may use it, without signing in.",
                                    Advice.of(
                                            "Write allow: {signed-in: true} if that is not meant."))
                            .about(route));
        }
        for (String upstream : plainTokens) {
            found.add(
                    Finding.warn(
                                    id(),
                                    "Access tokens travel to it unencrypted.",
                                    Advice.of("Give its address with https."))
                            .about("upstreams." + upstream));
        }
        if (clockLeeway.compareTo(USUAL_LEEWAY) > 0) {
            found.add(
                    Finding.warn(
                                    id(),
                                    "Tokens are accepted "
                                            + clockLeeway.toSeconds()
                                            + " s after their end.",
                                    Advice.of("Correct the clocks, and set it to 60s or less."))
                            .about("auth.clock-leeway"));
        }
        return found.isEmpty() ? List.of(Finding.ok(id(), "Every route asks who calls.")) : found;
    }
}
