package dev.gatehouse.operate.diagnostics;

import dev.gatehouse.operate.diagnostics.Trouble.Source;
import dev.gatehouse.operate.monitor.Degraded;
import dev.gatehouse.operate.monitor.Degraded.Tone;
import dev.gatehouse.operate.monitor.DegradedReason;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the workspace's banner is shown, and what it says (S1.26, S1.27, C18).
 *
 * @param reasons all that was seen, the worst first; none is left out because the banner is hidden
 */
public record Verdict(boolean show, String title, Tone tone, List<Trouble> reasons) {
    private static final Comparator<Trouble> WORST_FIRST =
            Comparator.<Trouble>comparingInt(trouble -> trouble.why().severity())
                    .thenComparing(Trouble::source);

    private static final Set<DegradedReason> HIDDEN =
            EnumSet.of(
                    DegradedReason.INVISIBLE_SUBSCRIPTION, DegradedReason.SUBSCRIPTION_NOT_FOUND);

    /** They are about one thing that was looked at; all other auth issues are about who asks. */
    private static final Set<DegradedReason> OF_A_LEAF =
            EnumSet.of(
                    DegradedReason.FORBIDDEN,
                    DegradedReason.DENY_ASSIGNMENT,
                    DegradedReason.ACCESS_DENIED);

    /** The token or the credential itself was not taken. */
    private static final Set<DegradedReason> REJECTED =
            EnumSet.of(
                    DegradedReason.TOKEN_EXPIRED,
                    DegradedReason.UNAUTHORIZED,
                    DegradedReason.CREDENTIAL_UNAVAILABLE,
                    DegradedReason.CLIENT_CREDENTIAL_REJECTED);

    /** The credential is good, but another sign-in of the person is wanted. */
    private static final Set<DegradedReason> MORE_PROOF =
            EnumSet.of(DegradedReason.MFA_REQUIRED, DegradedReason.USER_REQUIRED);

    private static final Set<DegradedReason> MISSING =
            EnumSet.of(DegradedReason.NOT_FOUND, DegradedReason.CLUSTER_NOT_FOUND);

    /** Two of them are trouble of the whole workspace. */
    private static final int SEVERAL = 2;

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    private record Headline(String title, Tone tone) {}

    /**
     * @param troubles at most one for each source
     */
    static Verdict of(Collection<Trouble> troubles) {
        List<Trouble> reasons = troubles.stream().sorted(WORST_FIRST).toList();
        Headline headline = headline(reasons);
        return new Verdict(shown(reasons), headline.title(), headline.tone(), reasons);
    }

    /**
     * Trouble with who asks concerns everything, and so does a list of subscriptions that cannot be
     * read; auth and not-found issues of leaves count together (C18), and one stays with its card.
     */
    private static boolean shown(List<Trouble> reasons) {
        boolean everywhere =
                reasons.stream()
                        .anyMatch(it -> it.source() == Source.SUBSCRIPTION || isOfCaller(it.why()));
        return everywhere
                || count(reasons, Set.of(), true) + count(reasons, MISSING, false) >= SEVERAL;
    }

    private static Headline headline(List<Trouble> reasons) {
        Tone tone = worst(reasons);
        if (has(reasons, HIDDEN)) {
            return new Headline("Saved subscription is not visible", Tone.DANGER);
        }
        if (has(reasons, Set.of(DegradedReason.AUTH_WRONG_TENANT))) {
            return new Headline("Wrong Azure tenant for the selected subscription", Tone.DANGER);
        }
        if (has(reasons, REJECTED)) {
            return new Headline("Azure credential rejected", tone);
        }
        if (has(reasons, MORE_PROOF)) {
            return new Headline("Sign in to Azure to load workspace data", tone);
        }
        if (reasons.stream().anyMatch(it -> isOfCaller(it.why()))) {
            return new Headline("Insufficient Azure permissions", tone);
        }
        if (count(reasons, MISSING, false) >= SEVERAL) {
            return new Headline("Workspace resources not found", tone);
        }
        if (count(reasons, Set.of(), true) >= SEVERAL) {
            return new Headline("Insufficient Azure permissions", tone);
        }
        return new Headline("Workspace diagnostics", tone);
    }

    /** The loudest tone of all reasons; muted only if nothing is wrong, so with no banner. */
    private static Tone worst(List<Trouble> reasons) {
        if (reasons.isEmpty()) {
            return Tone.MUTED;
        }
        return reasons.stream().anyMatch(it -> it.why().tone() == Tone.DANGER)
                ? Tone.DANGER
                : Tone.WARNING;
    }

    private static boolean isOfCaller(Degraded why) {
        return why.authIssue() && !OF_A_LEAF.contains(why);
    }

    private static boolean has(List<Trouble> reasons, Set<DegradedReason> wanted) {
        return reasons.stream().anyMatch(it -> wanted.contains(it.why()));
    }

    private static long count(List<Trouble> reasons, Set<DegradedReason> named, boolean auth) {
        return reasons.stream()
                .filter(it -> named.contains(it.why()) || (auth && it.why().authIssue()))
                .count();
    }
}
