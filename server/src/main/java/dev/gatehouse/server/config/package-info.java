/**
 * What the operator wrote, checked as a whole: file, environment and {@code --set} become one
 * immutable {@link GatehouseConfig}, or a list of every problem.
 *
 * <p>The only place that reads the environment, configuration files and secret files. Leaves what a
 * value does to the code that it configures.
 */
@NullMarked
package dev.gatehouse.server.config;

import org.jspecify.annotations.NullMarked;
