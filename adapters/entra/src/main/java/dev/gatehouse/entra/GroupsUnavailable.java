package dev.gatehouse.entra;

/** Graph did not say which groups a person belongs to. */
public final class GroupsUnavailable extends RuntimeException {
    public GroupsUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
