@NullMarked
package dev.gatehouse.operate.setup;

import org.jspecify.annotations.NullMarked;
