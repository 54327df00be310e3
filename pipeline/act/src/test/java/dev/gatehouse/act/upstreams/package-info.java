/** Tests of the upstreams. */
@NullMarked
package dev.gatehouse.act.upstreams;

import org.jspecify.annotations.NullMarked;
