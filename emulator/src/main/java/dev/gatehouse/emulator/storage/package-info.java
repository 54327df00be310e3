/**
 * Microsoft.Storage as its clients see it on the control plane: storage accounts and their blob
 * containers. Keeps no blobs.
 *
 * <p>Owns what an account is and which names are free. Leaves rights, long operations and the
 * activity log to {@code arm}.
 */
@NullMarked
package dev.gatehouse.emulator.storage;

import org.jspecify.annotations.NullMarked;
