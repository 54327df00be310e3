package dev.gatehouse.kernel;

import java.util.Locale;

/** An application registration: {@code azp} (v2.0), {@code appid} (v1.0) or our own client id. */
public record ClientId(String value) {
    /** Normalises to lower case, as Entra compares client ids without regard to case. */
    public ClientId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("client id is blank");
        }
        value = value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
