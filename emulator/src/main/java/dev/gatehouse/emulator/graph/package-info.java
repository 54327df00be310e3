/**
 * Microsoft Graph v1.0: people and their groups, and the directory objects that set an application
 * up: applications, service principals, federated credentials, delegated permission grants and app
 * role assignments.
 *
 * <p>Judges each call by the token's permissions and the caller's directory role. Changes the
 * {@code world}; the token endpoint in {@code entra} reads the same world.
 */
@NullMarked
package dev.gatehouse.emulator.graph;

import org.jspecify.annotations.NullMarked;
