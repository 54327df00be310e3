/**
 * How often does what happen? Counters in Prometheus' text form.
 *
 * <p>Owns the names of metrics. Leaves listening to the gate, and what is worth counting to whoever
 * does it.
 */
@NullMarked
package dev.gatehouse.server.metrics;

import org.jspecify.annotations.NullMarked;
