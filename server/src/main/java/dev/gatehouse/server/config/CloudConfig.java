package dev.gatehouse.server.config;

import java.net.URI;
import java.nio.file.Path;
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
     */
    record Custom(
            URI authority,
            URI browserAuthority,
            URI arm,
            URI graph,
            URI imds,
            URI issuerV1,
            Optional<Path> caFile)
            implements CloudConfig {}
}
