/**
 * Microsoft.ContainerRegistry as its clients see it: registries on the control plane, and the data
 * plane of each at its own login server, with tokens of its own. Images can be listed, not pushed.
 *
 * <p>Owns registries, their images, builds and tokens. Leaves rights, long operations and the
 * activity log to {@code arm}, and ports to whoever implements {@link
 * dev.gatehouse.emulator.registry.Listeners}.
 */
@NullMarked
package dev.gatehouse.emulator.registry;

import org.jspecify.annotations.NullMarked;
