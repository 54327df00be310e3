/** Tests of the credentials, with fakes written by hand. */
@NullMarked
package dev.gatehouse.act.credentials;

import org.jspecify.annotations.NullMarked;
