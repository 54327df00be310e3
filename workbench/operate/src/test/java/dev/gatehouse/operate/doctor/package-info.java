@NullMarked
package dev.gatehouse.operate.doctor;

import org.jspecify.annotations.NullMarked;
