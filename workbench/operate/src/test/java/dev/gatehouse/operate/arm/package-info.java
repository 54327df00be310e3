/** Tests of the discovery, against an Azure Resource Manager of their own on loopback. */
@NullMarked
package dev.gatehouse.operate.arm;

import org.jspecify.annotations.NullMarked;
