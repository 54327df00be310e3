/**
 * Microsoft.ContainerService as its clients see it: managed clusters, their node pools, their power
 * and their credentials.
 *
 * <p>Owns what a cluster is and which operations change it. Leaves rights, long operations and the
 * activity log to {@code arm}; runs no Kubernetes.
 */
@NullMarked
package dev.gatehouse.emulator.containers;

import org.jspecify.annotations.NullMarked;
