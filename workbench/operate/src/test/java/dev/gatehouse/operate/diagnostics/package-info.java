/** Tests of the diagnosis. */
@NullMarked
package dev.gatehouse.operate.diagnostics;

import org.jspecify.annotations.NullMarked;
