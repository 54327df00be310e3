package dev.gatehouse.operate.resources;

import java.util.Optional;

/**
 * What somebody should know about an operation that went on.
 *
 * @param command what mends it, ready to paste
 */
public record Note(String detail, Optional<String> command) {}
