package dev.gatehouse.emulator.graph;

/** Carries a refusal of Graph to its edge. Nobody in between could do anything about it. */
final class Denied extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Denied(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** 400 {@code Request_BadRequest}. */
    static Denied bad(String message) {
        return new Denied(400, "Request_BadRequest", message);
    }

    /** 400 for a property whose value cannot be. */
    static Denied value(String property) {
        return bad("Invalid value specified for property '" + property + "' of resource.");
    }

    /** 404 in the words of the directory. */
    static Denied missing(String id) {
        return new Denied(
                404,
                "Request_ResourceNotFound",
                "Resource '"
                        + id
                        + "' does not exist or one of its queried reference-property objects are"
                        + " not present.");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
