package dev.gatehouse.emulator.arm;

/** One operation that a caller asks for, on the plane it belongs to. */
public sealed interface Operation {
    /** The action's name as ARM spells it in messages. */
    String action();

    /** Of the control plane, such as {@code Microsoft.Resources/subscriptions/read}. */
    record Control(String action) implements Operation {}

    /**
     * Of a resource's own endpoint, such as {@code
     * Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read}.
     */
    record Data(String action) implements Operation {}
}
