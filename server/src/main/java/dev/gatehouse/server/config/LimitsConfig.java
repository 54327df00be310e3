package dev.gatehouse.server.config;

import java.time.Duration;

/**
 * What one request may use ({@code limits}).
 *
 * @param headers of the request, in bytes
 * @param body of the request, in bytes
 * @param requestDeadline how long a request may take to arrive whole, from its head on
 * @param idle how long a connection may stay silent
 * @param operation how long an operation on a resource may take before Gatehouse stops waiting
 */
public record LimitsConfig(
        int headers, long body, Duration requestDeadline, Duration idle, Duration operation) {}
