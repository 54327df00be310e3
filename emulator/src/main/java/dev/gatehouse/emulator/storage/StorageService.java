package dev.gatehouse.emulator.storage;

import dev.gatehouse.emulator.arm.ArmCall;
import dev.gatehouse.emulator.arm.ArmError;
import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.Listing;
import dev.gatehouse.emulator.arm.ProviderPath;
import dev.gatehouse.emulator.arm.ResourceProvider;
import dev.gatehouse.emulator.web.Response;

/** {@code Microsoft.Storage}: finds the account, container or check that a path names. */
public final class StorageService implements ResourceProvider {
    static final String ACCOUNTS = "Microsoft.Storage/storageAccounts";

    private final BlobContainers containers;
    private final StorageAccounts accounts = new StorageAccounts();

    private StorageService(BlobContainers containers) {
        this.containers = containers;
    }

    /** The service with the accounts that every emulator starts with; adds them to the state. */
    public static StorageService seeded(ArmState state) {
        BlobContainers containers = new BlobContainers(state);
        SeededAccounts.add(state, containers);
        return new StorageService(containers);
    }

    @Override
    public String namespace() {
        return "Microsoft.Storage";
    }

    @Override
    public Response handle(ArmCall call, ProviderPath path) {
        if (path.at(0).equals("checknameavailability") && path.length() == 1) {
            return call.is("POST") && path.group().isEmpty()
                    ? accounts.checkName(call, path)
                    : ArmError.notFound();
        }
        if (!path.at(0).equals("storageaccounts")) {
            return ArmError.notFound();
        }
        if (path.length() == 1) {
            return call.is("GET") ? Listing.of(call, path, ACCOUNTS) : ArmError.notFound();
        }
        if (path.group().isEmpty()) {
            return ArmError.notFound();
        }
        if (path.length() == 2) {
            return accounts.handle(call, path);
        }
        boolean blobs =
                path.at(2).equals("blobservices")
                        && path.at(3).equals("default")
                        && path.at(4).equals("containers");
        return blobs && path.length() < 7 ? containers.handle(call, path) : ArmError.notFound();
    }

    /** The 404 of an account, or of its group. */
    static Response missing(ArmCall call, ProviderPath path) {
        return path.missingGroup(call)
                .orElseGet(
                        () ->
                                ArmError.resourceNotFound(
                                        ACCOUNTS + "/" + path.name(1), path.group().orElse("")));
    }
}
