package dev.gatehouse.entra;

import dev.gatehouse.kernel.Scope;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where one Azure cloud is reached. Every address is kept without a trailing slash.
 *
 * @param authority where tokens and keys are fetched, and the origin of v2.0 issuers; an https
 *     origin, because MSAL4J takes no other
 * @param browserAuthority where browsers are sent; differs from {@code authority} only with the
 *     emulator, whose pages are plain http
 * @param arm Azure Resource Manager
 * @param graph Microsoft Graph, without a version
 * @param imds the instance metadata service, which answers for managed identities
 * @param issuerV1 the start of v1.0 issuers
 * @param caFile a PEM file of certificate authorities, trusted in addition to the JVM's own
 */
public record Cloud(
        URI authority,
        URI browserAuthority,
        URI arm,
        URI graph,
        URI imds,
        URI issuerV1,
        Optional<Path> caFile) {
    private static final String IMDS = "http://169.254.169.254";
    private static final String LOGIN_USGOV = "https://login.microsoftonline.us";
    private static final String LOGIN_CHINA = "https://login.partner.microsoftonline.cn";

    /** Global Azure. */
    public static final Cloud PUBLIC =
            known(
                    "https://login.microsoftonline.com",
                    "https://management.azure.com",
                    "https://graph.microsoft.com",
                    "https://sts.windows.net");

    /** Azure Government of the United States. */
    public static final Cloud USGOV =
            known(
                    LOGIN_USGOV,
                    "https://management.usgovcloudapi.net",
                    "https://graph.microsoft.us",
                    "https://sts.windows.net");

    /**
     * Azure operated by 21Vianet. The authority is the one that v2.0 issuers name; {@code
     * login.chinacloudapi.cn} is its older alias.
     */
    public static final Cloud CHINA =
            known(
                    LOGIN_CHINA,
                    "https://management.chinacloudapi.cn",
                    "https://microsoftgraph.chinacloudapi.cn",
                    "https://sts.chinacloudapi.cn");

    /**
     * @throws IllegalArgumentException if an address is not absolute http(s), or the authority is
     *     not an https origin
     */
    public Cloud {
        authority = address("authority", authority);
        browserAuthority = address("browserAuthority", browserAuthority);
        arm = address("arm", arm);
        graph = address("graph", graph);
        imds = address("imds", imds);
        issuerV1 = address("issuerV1", issuerV1);
        if (!"https".equals(authority.getScheme()) || !authority.getPath().isEmpty()) {
            throw new IllegalArgumentException("authority is not an https origin");
        }
        if (!browserAuthority.getPath().isEmpty()) {
            throw new IllegalArgumentException("browserAuthority is not an origin");
        }
    }

    /**
     * What a managed identity's token is asked for when it stands in for a client secret
     * (Microsoft: "Configure an application to trust a managed identity"); differs by cloud.
     */
    public String tokenExchangeAudience() {
        return switch (authority.toString()) {
            case LOGIN_USGOV -> "api://AzureADTokenExchangeUSGov";
            case LOGIN_CHINA -> "api://AzureADTokenExchangeChina";
            default -> "api://AzureADTokenExchange";
        };
    }

    Scope tokenExchange() {
        return new Scope(tokenExchangeAudience() + "/.default");
    }

    private static Cloud known(String login, String arm, String graph, String issuerV1) {
        return new Cloud(
                URI.create(login),
                URI.create(login),
                URI.create(arm),
                URI.create(graph),
                URI.create(IMDS),
                URI.create(issuerV1),
                Optional.empty());
    }

    private static URI address(String name, URI given) {
        String scheme = given.getScheme();
        boolean web = "https".equals(scheme) || "http".equals(scheme);
        if (!web
                || given.getHost() == null
                || given.getRawUserInfo() != null
                || given.getRawQuery() != null
                || given.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    name + " is not an absolute http or https address without query");
        }
        String text = given.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : given;
    }
}
