/**
 * The commands of {@code ./gatehouse}: one class a command, and what all of them share.
 *
 * <p>Owns reading arguments, exit codes, the look of the answers, and where logs go. Leaves all
 * that a command does to {@code server} and {@code emulator}. The only package that asks the system
 * for the time and, beside {@code server.config}, for its environment.
 */
@NullMarked
package dev.gatehouse.cli;

import org.jspecify.annotations.NullMarked;
