package dev.gatehouse.emulator.storage;

import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of storage accounts are unique in all of Azure. */
final class AccountNames {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{3,24}");

    private AccountNames() {}

    static boolean valid(String name) {
        return NAME.matcher(name).matches();
    }

    static String invalid(String name) {
        return name
                + " is not a valid storage account name. Storage account name must be between 3 and"
                + " 24 characters in length and use numbers and lower-case letters only.";
    }

    static String taken(String name) {
        return "The storage account named " + name + " is already taken.";
    }

    /** The account of that name, wherever it is. */
    static Optional<Resource> holder(ArmState state, String name) {
        return state.resources(Scope.ROOT).stream()
                .filter(each -> each.type().equals(StorageService.ACCOUNTS))
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
