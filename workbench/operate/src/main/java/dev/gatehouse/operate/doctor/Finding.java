package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.Masked;
import java.util.Optional;

/** One line of a report. Ids in labels, details and remedies are masked; commands carry them. */
public sealed interface Finding {
    CheckId check();

    /** What was looked at, in a few words. */
    String label();

    /** What was found, in a sentence. */
    String detail();

    /** What a person can do about it. */
    default Optional<String> remedy() {
        return Optional.empty();
    }

    /** What can be pasted into a shell to mend it. */
    default Optional<String> command() {
        return Optional.empty();
    }

    /** What {@code --fix} can do about it. */
    default Optional<Cure> cure() {
        return Optional.empty();
    }

    /** As it should be. */
    record Ok(CheckId check, String label, String detail) implements Finding {
        public Ok {
            label = Masked.ids(label);
            detail = Masked.ids(detail);
        }
    }

    /** What somebody can do something about. */
    sealed interface Advised extends Finding {
        Advice advice();

        @Override
        default Optional<String> remedy() {
            return Optional.of(advice().remedy());
        }

        @Override
        default Optional<String> command() {
            return advice().command();
        }

        @Override
        default Optional<Cure> cure() {
            return advice().cure();
        }
    }

    /** It works, and is probably not meant; or it could not be found out. */
    record Warn(CheckId check, String label, String detail, Advice advice) implements Advised {
        public Warn {
            label = Masked.ids(label);
            detail = Masked.ids(detail);
        }
    }

    /** It does not work. */
    record Fail(CheckId check, String label, String detail, Advice advice) implements Advised {
        public Fail {
            label = Masked.ids(label);
            detail = Masked.ids(detail);
        }
    }

    /** It did not work, and was mended. */
    record Fixed(CheckId check, String label, String detail) implements Finding {
        public Fixed {
            label = Masked.ids(label);
            detail = Masked.ids(detail);
        }
    }

    static Finding ok(CheckId check, String detail) {
        return new Ok(check, check.label(), detail);
    }

    static Finding warn(CheckId check, String detail, Advice advice) {
        return new Warn(check, check.label(), detail, advice);
    }

    static Finding fail(CheckId check, String detail, Advice advice) {
        return new Fail(check, check.label(), detail, advice);
    }

    /** The same about something with a name of its own. */
    default Finding about(String what) {
        return switch (this) {
            case Ok(var check, var _, var detail) -> new Ok(check, what, detail);
            case Warn(var check, var _, var detail, var advice) ->
                    new Warn(check, what, detail, advice);
            case Fail(var check, var _, var detail, var advice) ->
                    new Fail(check, what, detail, advice);
            case Fixed(var check, var _, var detail) -> new Fixed(check, what, detail);
        };
    }
}
