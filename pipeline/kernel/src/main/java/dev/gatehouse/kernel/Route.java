package dev.gatehouse.kernel;

/**
 * What is asked for: a method and a normalised path.
 *
 * @param method in upper case
 */
public record Route(String method, RequestPath path) {}
