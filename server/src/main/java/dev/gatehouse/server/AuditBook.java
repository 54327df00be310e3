package dev.gatehouse.server;

import dev.gatehouse.audit.AuditUnavailable;
import dev.gatehouse.audit.Verification;
import dev.gatehouse.operate.doctor.AuditCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** The audit of a store file, for the doctor; also while Gatehouse writes it. */
record AuditBook(Path file, InstantSource clock) implements AuditCheck.Book {
    @Override
    public AuditCheck.Chain chain() {
        if (!Files.exists(file)) {
            return new AuditCheck.Chain.None();
        }
        try (AuditFile audit = AuditFile.open(file, clock)) {
            return switch (audit.reader().verify()) {
                case Verification.Verified(long count, var _) -> new AuditCheck.Chain.Whole(count);
                case Verification.Broken(long seq, String why) ->
                        new AuditCheck.Chain.Broken(seq, why);
            };
        } catch (IllegalStateException | AuditUnavailable closed) {
            return new AuditCheck.Chain.Closed(String.valueOf(closed.getMessage()));
        }
    }
}
