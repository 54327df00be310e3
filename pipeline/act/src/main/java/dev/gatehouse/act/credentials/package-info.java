/**
 * As whom does Gatehouse call? The caller by on-behalf-of, the platform's own identity, or nobody.
 *
 * <p>Owns the modes, the written fallback and the sealed single-flight token cache. Leaves Entra's
 * messages to {@link dev.gatehouse.act.credentials.OnBehalfOf} and {@link
 * dev.gatehouse.act.credentials.PlatformCredential}.
 */
@NullMarked
package dev.gatehouse.act.credentials;

import org.jspecify.annotations.NullMarked;
