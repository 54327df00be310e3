/**
 * The state behind all emulated services: tenants, people, applications, identities, subscriptions
 * and who may do what, under one clock.
 *
 * <p>Owns the data and its seed. Leaves every protocol to the services.
 */
@NullMarked
package dev.gatehouse.emulator.world;

import org.jspecify.annotations.NullMarked;
