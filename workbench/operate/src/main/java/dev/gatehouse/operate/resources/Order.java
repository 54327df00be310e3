package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * A caller asks for a task.
 *
 * @param assertion the caller's own token, if there is one
 * @param key the caller's {@code Idempotency-Key}
 * @param digest of the whole request, so that a repeated one is told from another one
 * @param asked before the caller was authenticated; whoever was revoked since gets nothing
 */
public record Order(
        Task task,
        Principal caller,
        Optional<Assertion> assertion,
        Optional<String> key,
        String digest,
        Instant asked) {}
