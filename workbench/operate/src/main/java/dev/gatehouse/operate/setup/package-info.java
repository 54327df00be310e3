/**
 * The app registration: what a configuration needs of it, what the directory has, and the steps
 * from one to the other.
 *
 * <p>Owns the comparison, the order of the steps and the texts for reviewers ({@code az}, Bicep,
 * Terraform). Leaves reading the configuration to {@code server} and talking to Microsoft Graph to
 * {@code entra}. Nothing is ever removed from a registration.
 */
@NullMarked
package dev.gatehouse.operate.setup;

import org.jspecify.annotations.NullMarked;
