/**
 * What tests share: tokens that pass, a clock that stands still, fakes and the contracts of ports.
 *
 * <p>Owns no behaviour of the product. Depends on the kernel and the JOSE library, so that the
 * tests of every stage and adapter may use it.
 */
@NullMarked
package dev.gatehouse.testkit;

import org.jspecify.annotations.NullMarked;
