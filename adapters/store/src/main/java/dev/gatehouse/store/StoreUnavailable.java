package dev.gatehouse.store;

import org.jspecify.annotations.Nullable;

/** The store or its keys cannot be used. The message says what helps, and holds no secret. */
public final class StoreUnavailable extends RuntimeException {
    public StoreUnavailable(String what) {
        super(what);
    }

    public StoreUnavailable(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
