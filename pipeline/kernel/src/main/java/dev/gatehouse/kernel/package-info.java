/**
 * The words the four stages share: who calls, what they ask for, what was decided, and why not.
 *
 * <p>Owns values and the ports that more than one stage needs. Leaves every rule, protocol and
 * library to the stages and adapters: this package depends on the JDK alone.
 */
@NullMarked
package dev.gatehouse.kernel;

import org.jspecify.annotations.NullMarked;
