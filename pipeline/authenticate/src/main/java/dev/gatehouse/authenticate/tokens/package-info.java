/**
 * A bearer token becomes a {@link dev.gatehouse.kernel.Principal}, or a refusal that says why not.
 *
 * <p>Owns parsing, signature, issuer, audience, lifetime, client and role checks for Entra access
 * tokens of version 1.0 and 2.0. Leaves fetching keys to {@link
 * dev.gatehouse.authenticate.tokens.SigningKeys} and what the caller may do to {@code authorize}.
 */
@NullMarked
package dev.gatehouse.authenticate.tokens;

import org.jspecify.annotations.NullMarked;
