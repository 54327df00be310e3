/**
 * Who sent this request? A bearer token or a session's ticket becomes an {@link
 * dev.gatehouse.authenticate.Authentication}.
 *
 * <p>Owns which credential counts when there are two. Leaves tokens to {@code tokens}, sessions to
 * {@code sessions} and cookies, headers and pages to the server.
 */
@NullMarked
package dev.gatehouse.authenticate;

import org.jspecify.annotations.NullMarked;
