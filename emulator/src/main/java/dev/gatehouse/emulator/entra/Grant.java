package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.Person;
import java.util.UUID;

/**
 * What a sign-in gave: who, to which client, how well proven.
 *
 * @param mfa whether a second factor was used
 * @param session {@code sid}
 * @param nonce for the id token; empty if the client sent none
 */
record Grant(Person person, UUID client, boolean mfa, String session, String nonce) {}
