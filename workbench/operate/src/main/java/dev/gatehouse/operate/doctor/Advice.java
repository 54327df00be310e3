package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.Masked;
import java.util.Optional;

/**
 * How something is mended.
 *
 * @param remedy a sentence; ids in it are masked
 * @param command for a shell, with the ids that it needs
 * @param cure what can be done from here
 */
public record Advice(String remedy, Optional<String> command, Optional<Cure> cure) {
    public Advice {
        remedy = Masked.ids(remedy);
    }

    public static Advice of(String remedy) {
        return new Advice(remedy, Optional.empty(), Optional.empty());
    }

    Advice run(String line) {
        return new Advice(remedy, Optional.of(line), cure);
    }

    Advice curedBy(Cure with) {
        return new Advice(remedy, command, Optional.of(with));
    }
}
