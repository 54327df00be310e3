package dev.gatehouse.emulator.world;

import java.util.UUID;

/** Role definition GUIDs of Azure's built-in roles. */
public final class Roles {
    /** All actions. */
    public static final UUID OWNER = UUID.fromString("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");

    /** All actions but access management. */
    public static final UUID CONTRIBUTOR = UUID.fromString("b24988ac-6180-42a0-ab88-20f7382dd24c");

    /** All reading actions. */
    public static final UUID READER = UUID.fromString("acdd72a7-3385-48ef-bd42-f606fba81ae7");

    private Roles() {}
}
