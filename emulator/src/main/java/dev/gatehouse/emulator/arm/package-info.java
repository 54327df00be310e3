/**
 * Azure Resource Manager as its clients see it: discovery, resource groups, role-based access
 * control and the activity log, each call judged by the rights of the token it carries.
 *
 * <p>Owns the access rules ({@link dev.gatehouse.emulator.arm.Rbac}) and ARM's wire forms. Leaves
 * tokens to {@code entra}, and people, subscriptions and role assignments to {@code world}.
 */
@NullMarked
package dev.gatehouse.emulator.arm;

import org.jspecify.annotations.NullMarked;
