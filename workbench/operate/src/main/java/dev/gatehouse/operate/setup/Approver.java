package dev.gatehouse.operate.setup;

import dev.gatehouse.kernel.TenantId;

/**
 * Who asks the directory, and so approves what is done.
 *
 * @param name for people: a user name, or a program's client id
 */
public record Approver(String name, TenantId tenant) {
    public Approver {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the approver has no name");
        }
    }
}
