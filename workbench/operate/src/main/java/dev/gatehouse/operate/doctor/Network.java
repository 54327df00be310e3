package dev.gatehouse.operate.doctor;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Whether hosts can be reached, without asking them anything. */
public interface Network {
    /** Resolves the name, connects, and for https shakes hands. */
    Reach reach(URI address);

    /** How far it got. */
    sealed interface Reach {
        /**
         * All the way.
         *
         * @param certificateEnds when the host's certificate ends; empty for plain http
         */
        record Reached(Optional<Instant> certificateEnds) implements Reach {}

        /** No name server knows the host. */
        record NoSuchName() implements Reach {}

        /** Nobody accepts the connection. */
        record NoConnection() implements Reach {}

        /** The certificate is not trusted, or is another host's. */
        record NoTrust() implements Reach {}

        /** The other side speaks no TLS that we do. */
        record NoTls() implements Reach {}
    }
}
