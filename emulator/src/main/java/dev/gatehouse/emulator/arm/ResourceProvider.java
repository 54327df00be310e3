package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;

/** The resources of one namespace, with operations of their own. */
public interface ResourceProvider {
    /** The namespace, for example {@code Microsoft.Storage}. */
    String namespace();

    /** Answers one authenticated call; judges the caller's rights itself. */
    Response handle(ArmCall call, ProviderPath path);
}
