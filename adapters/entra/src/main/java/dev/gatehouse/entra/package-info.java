/**
 * The only code that talks to Microsoft's identity endpoints: signing keys, sign-in and
 * on-behalf-of by MSAL4J, the platform's own identity by azure-identity, group checks at Graph.
 *
 * <p>Owns what goes over the wire and what Entra's answers mean. Leaves every decision, cache of
 * users' tokens and page to the stages that declare the ports.
 */
@NullMarked
package dev.gatehouse.entra;

import org.jspecify.annotations.NullMarked;
