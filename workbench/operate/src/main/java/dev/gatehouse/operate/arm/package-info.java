/**
 * Azure Resource Manager, asked as somebody: paths that cannot be bent, paging, retries, claims
 * challenges, and answers as values.
 *
 * <p>Owns the HTTP exchange and which links are followed. Leaves the choice of identity to {@code
 * act}, what answers mean to its users, and remembering them to {@link
 * dev.gatehouse.operate.arm.KeptAnswers}.
 */
@NullMarked
package dev.gatehouse.operate.arm;

import org.jspecify.annotations.NullMarked;
