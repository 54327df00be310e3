/**
 * One Gatehouse process: {@link dev.gatehouse.server.Gatehouse} is the only place where adapters
 * are chosen and everything is put together.
 */
@NullMarked
package dev.gatehouse.server;

import org.jspecify.annotations.NullMarked;
