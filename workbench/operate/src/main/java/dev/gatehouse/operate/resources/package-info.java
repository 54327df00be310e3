/**
 * Long work on Azure resources: create, start, stop, delete, and who may use them.
 *
 * <p>Owns the templates and their rules, what one operation is, and how it is carried to its end,
 * across a restart and always as the same identity. Leaves HTTP and who may ask to the server,
 * tokens to {@code act}, and where it is written down to {@link
 * dev.gatehouse.kernel.OperationRecords}.
 */
@NullMarked
package dev.gatehouse.operate.resources;

import org.jspecify.annotations.NullMarked;
