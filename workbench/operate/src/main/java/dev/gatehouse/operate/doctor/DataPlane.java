package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.AccessToken;
import java.net.URI;
import java.util.Optional;

/** A service that takes tokens itself, asked for nothing but whether it takes this one. */
@FunctionalInterface
public interface DataPlane {
    /**
     * @param status HTTP
     * @param code of the error; empty if there was none
     */
    record Answer(int status, String code) {}

    /** Empty if nobody answers. */
    Optional<Answer> get(URI address, AccessToken token);
}
