package dev.gatehouse.emulator.world;

import java.util.UUID;

/**
 * One permission that an application asks for.
 *
 * @param api client id of the API
 * @param permission id of the API's scope or app role
 * @param role whether it is an app role ({@code Role}) and not a delegated permission ({@code
 *     Scope})
 */
public record RequiredAccess(UUID api, UUID permission, boolean role) {}
