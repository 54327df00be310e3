package dev.gatehouse.operate.arm;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A good answer: 200, 201, 202 or 204.
 *
 * @param body missing node if there was none
 * @param operation where a long operation tells its state ({@code Azure-AsyncOperation}); on a
 *     trusted origin
 * @param location where a long operation ends ({@code Location}); on a trusted origin
 * @param retryAfter how long Azure asks to wait before the next look
 */
public record ArmReply(
        int status,
        JsonNode body,
        Optional<URI> operation,
        Optional<URI> location,
        Optional<Duration> retryAfter) {}
