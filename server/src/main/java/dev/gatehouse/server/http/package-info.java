/**
 * Gatehouse's own front doors: pages, API and the error envelope, as values in and out.
 *
 * <p>Owns status codes, cookies and what an answer looks like. Leaves sockets to {@code gate} and
 * the order of the stages to {@code desk}.
 */
@NullMarked
package dev.gatehouse.server.http;

import org.jspecify.annotations.NullMarked;
