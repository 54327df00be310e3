package dev.gatehouse.emulator.web;

/** The request cannot be read: broken JSON, a broken escape, a body over the limit. */
public final class MalformedRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * What is wrong.
     *
     * @param status the HTTP status to answer, a 4xx
     */
    public MalformedRequest(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status to answer, a 4xx. */
    public int status() {
        return status;
    }
}
