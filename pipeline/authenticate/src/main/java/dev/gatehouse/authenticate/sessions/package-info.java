/**
 * A person signs in once and keeps a session: authorization code with PKCE and nonce, sealed
 * session, refresh, idle and absolute limits, logout.
 *
 * <p>Owns the cookie tickets and what a session holds. Leaves Entra's messages to {@link
 * dev.gatehouse.authenticate.sessions.IdentityProvider}, storage to {@code ShortLivedState} and the
 * pages to the server.
 */
@NullMarked
package dev.gatehouse.authenticate.sessions;

import org.jspecify.annotations.NullMarked;
