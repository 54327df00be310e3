package dev.gatehouse.operate.rights;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.KeptAnswers;
import dev.gatehouse.operate.monitor.SideBySide;
import dev.gatehouse.operate.rights.AccessControl.Eyes;
import java.time.Duration;
import java.time.InstantSource;

/** What callers may do at a scope; answers are kept for a minute. */
public final class Permissions {
    /** How long an answer is kept, and so how late a new role assignment is seen. */
    public static final Duration KEPT = Duration.ofSeconds(60);

    /** How long a caller waits for the answer at most. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Question(AzureScope scope, ObjectId caller) {}

    private final Arm arm;
    private final RightsReading reading;
    private final KeptAnswers<Question, Rights> kept;

    /**
     * @param home the tenant in whose directory the platform looks callers up
     */
    public Permissions(Arm arm, TenantId home, InstantSource clock) {
        this.arm = arm;
        this.reading = new RightsReading(new AccessControl(arm, KEPT, clock), home, clock);
        this.kept = new KeptAnswers<>(KEPT, clock);
    }

    /** The rights of the caller for whom {@code who} asks. */
    public Asked<Rights> of(Identity who, AzureScope scope) {
        try (var questions = new SideBySide(PATIENCE)) {
            return questions.ask(() -> asked(who, scope)).answer();
        }
    }

    private Asked<Rights> asked(Identity who, AzureScope scope) {
        return switch (arm.authorize(who)) {
            case Authorization.Refused(var why, var reason) -> new Asked.Refused<>(why, reason);
            case Granted granted -> of(who, granted, scope);
        };
    }

    /** The rights of the caller, where the identity has been asked already. */
    Asked<Rights> of(Identity who, Granted granted, AzureScope scope) {
        return kept.get(
                who.caller(),
                granted,
                new Question(scope, who.caller().object()),
                false,
                () -> reading.of(new Eyes(who, granted), scope));
    }
}
