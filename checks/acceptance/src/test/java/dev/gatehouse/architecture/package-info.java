/** What the design and the style page say and a machine can check. */
@NullMarked
package dev.gatehouse.architecture;

import org.jspecify.annotations.NullMarked;
