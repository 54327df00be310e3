/**
 * What the steps of a request cost one by one.
 *
 * <p>Owns the measurements and their table. Asserts nothing: figures of one machine are compared
 * with figures of the same run.
 */
@NullMarked
package dev.gatehouse.benchmarks;

import org.jspecify.annotations.NullMarked;
