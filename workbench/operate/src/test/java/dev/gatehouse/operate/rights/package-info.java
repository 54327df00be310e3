/** Tests of the rights. */
@NullMarked
package dev.gatehouse.operate.rights;

import org.jspecify.annotations.NullMarked;
