package dev.gatehouse.operate.resources;

import com.azure.core.http.HttpMethod;
import java.util.Locale;

/** What is done to a resource. */
public enum Action {
    CREATE(HttpMethod.PUT),
    START(HttpMethod.POST),
    STOP(HttpMethod.POST),
    DELETE(HttpMethod.DELETE);

    private final HttpMethod method;

    Action(HttpMethod method) {
        this.method = method;
    }

    /** The spelling in addresses and answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    HttpMethod method() {
        return method;
    }

    /** What is added to the resource's path. */
    String suffix() {
        return switch (this) {
            case CREATE, DELETE -> "";
            case START, STOP -> "/" + wire();
        };
    }
}
