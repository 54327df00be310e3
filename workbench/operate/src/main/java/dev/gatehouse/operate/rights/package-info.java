/**
 * What may an identity do at a scope? Role assignments, role definitions and deny assignments, read
 * from Azure Resource Manager and judged in Azure's order.
 *
 * <p>Owns the evaluation, the access review and the entry to the workbench. Leaves the exchange
 * with Azure to {@code operate.arm} and HTTP answers to the server.
 */
@NullMarked
package dev.gatehouse.operate.rights;

import org.jspecify.annotations.NullMarked;
