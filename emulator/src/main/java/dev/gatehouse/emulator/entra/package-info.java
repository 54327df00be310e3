/**
 * Entra ID as clients see it: metadata, keys, sign-in pages, the token endpoint, admin consent, and
 * the part of Graph that tells about groups.
 *
 * <p>Mints and verifies the tokens that all emulated services accept.
 */
@NullMarked
package dev.gatehouse.emulator.entra;

import org.jspecify.annotations.NullMarked;
