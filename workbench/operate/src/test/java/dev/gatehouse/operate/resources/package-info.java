/** Tests of long work on Azure resources. */
@NullMarked
package dev.gatehouse.operate.resources;

import org.jspecify.annotations.NullMarked;
