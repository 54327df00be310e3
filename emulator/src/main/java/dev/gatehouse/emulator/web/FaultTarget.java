package dev.gatehouse.emulator.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a fault is set at: a service, a resource provider of Azure Resource Manager, or the data
 * plane of registries, which is told by its paths.
 */
public enum FaultTarget {
    ENTRA(Service.ENTRA, ""),
    GRAPH(Service.GRAPH, ""),
    IDENTITY(Service.IDENTITY, ""),
    ARM(Service.ARM, ""),
    AKS(Service.ARM, "microsoft.containerservice"),
    STORAGE(Service.ARM, "microsoft.storage"),
    ACR(Service.ARM, "microsoft.containerregistry"),
    OPENAI(Service.OPENAI, ""),
    SESSIONS(Service.SESSIONS, ""),
    ACR_DATA(Service.ENTRA, "") {
        @Override
        boolean covers(Service asked, String path) {
            return DATA.stream().anyMatch(start -> (path + "/").startsWith(start));
        }
    };

    private static final List<String> DATA =
            List.of("/v2/", "/acr/v1/", "/oauth2/exchange/", "/oauth2/token/");

    private final Service service;
    private final String provider;

    FaultTarget(Service service, String provider) {
        this.service = service;
        this.provider = provider;
    }

    /** The target of that name. */
    public static Optional<FaultTarget> named(String name) {
        return Arrays.stream(values()).filter(one -> one.wire().equals(name)).findFirst();
    }

    /** All names, in their order. */
    public static List<String> names() {
        return Arrays.stream(values()).map(FaultTarget::wire).toList();
    }

    /** The name in JSON: lower case, with a hyphen. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its errors have ARM's form. */
    public boolean armForm() {
        return service == Service.ARM || service == Service.OPENAI || service == Service.SESSIONS;
    }

    /**
     * Whether a request is for it.
     *
     * @param path in lower case, with single slashes
     */
    boolean covers(Service asked, String path) {
        return asked == service
                && (provider.isEmpty() || (path + "/").contains("/providers/" + provider + "/"));
    }
}
