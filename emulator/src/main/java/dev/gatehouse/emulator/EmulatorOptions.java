package dev.gatehouse.emulator;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What an emulator is started with.
 *
 * @param httpPort for browsers and managed identity; 0 for any free port
 * @param httpsPort for clients that insist on TLS; 0 for any free port
 * @param dataDir holds {@code ca.pem} and {@code ca.key}; made if absent
 * @param clock the time that the emulator's own clock follows
 */
public record EmulatorOptions(int httpPort, int httpsPort, Path dataDir, InstantSource clock) {
    /** The browser port that the documentation names. */
    public static final int HTTP_PORT = 8081;

    /** The TLS port that the documentation names. */
    public static final int HTTPS_PORT = 8443;

    public EmulatorOptions {
        if (httpPort < 0 || httpPort > 65535 || httpsPort < 0 || httpsPort > 65535) {
            throw new IllegalArgumentException("a port is between 0 and 65535");
        }
    }

    /** Any free ports. */
    public static EmulatorOptions anyPorts(Path dataDir, InstantSource clock) {
        return new EmulatorOptions(0, 0, dataDir, clock);
    }
}
