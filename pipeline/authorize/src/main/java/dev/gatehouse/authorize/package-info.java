/**
 * May this principal do this? First rule that matches method and path decides; no rule is a
 * refusal.
 *
 * <p>Owns rules, path patterns, requirements and their explanation. Leaves who the caller is to
 * {@code authenticate} and where the request goes to {@code act}.
 */
@NullMarked
package dev.gatehouse.authorize;

import org.jspecify.annotations.NullMarked;
