package dev.gatehouse.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which Azure. */
public sealed interface CloudConfig {
    /** One that Microsoft or 21Vianet operates; its addresses are known. */
    enum Known implements CloudConfig {
        PUBLIC,
        USGOV,
        CHINA;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Any other, the emulator included. Addresses without a slash at the end.
     *
     * @param authority where tokens and keys are fetched; an https origin
     * @param browserAuthority where browsers are sent
     * @param caFile certificate authorities to trust as well, in PEM
     * @param registries login servers of container registries, or their suffixes with a dot first,
     *     that Azure tokens may be sent to
     */
    record Custom(
            URI authority,
            URI browserAuthority,
            URI arm,
            URI graph,
            URI imds,
            URI issuerV1,
            Optional<Path> caFile,
            List<String> registries)
            implements CloudConfig {
        public Custom {
            registries = List.copyOf(registries);
        }
    }
}
