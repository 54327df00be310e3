/**
 * The desk thinks: authenticate, authorize, act, audit in plain blocking code, one virtual thread
 * an exchange. What it decides for more than one exchange it hands to the gate as an admission.
 */
@NullMarked
package dev.gatehouse.server.desk;

import org.jspecify.annotations.NullMarked;
