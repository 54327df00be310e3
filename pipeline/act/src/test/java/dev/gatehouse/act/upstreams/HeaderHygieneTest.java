package dev.gatehouse.act.upstreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderHygieneTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Keep-Alive",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "HTTP2-Settings",
                "Proxy",
                "Proxy-Authorization",
                "Proxy-Connection",
                "Authorization",
                "X-Gatehouse-Assertion",
                "X-Gatehouse",
                "X-Downstream-Identity",
                "X-MS-CLIENT-PRINCIPAL",
                "X-MS-CLIENT-PRINCIPAL-NAME",
                "X-MS-TOKEN-AAD-ACCESS-TOKEN",
                "X-ZUMO-AUTH",
                "X-Auth-Request-User",
                "X-Remote-User",
                "Remote-User",
                "X-WEBAUTH-USER",
                "X-Goog-Authenticated-User-Email",
                "X-Amzn-Oidc-Identity",
                "Cf-Access-Authenticated-User-Email",
                "Tailscale-User-Login",
                "X-ARR-ClientCert",
                "X-SSL-Client-S-DN",
                "SSL-Client-Cert",
                "X-Client-Cert",
                "Client-Cert",
                "Client-Cert-Chain",
                "Client-IP",
                "CF-Connecting-IP",
                "X-Azure-ClientIP",
                "X-Envoy-Original-Path",
                "X-MS-Original-URL",
                "X-WAWS-Unencoded-URL",
                "Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Access-Token",
                "X-Real-IP",
                "X-Client-IP",
                "True-Client-IP",
                "X-Cluster-Client-IP",
                "X-Original-URL",
                "X-Original-Host",
                "X-Rewrite-URL",
                "X-HTTP-Method-Override",
                "X-HTTP-Method",
                "X-Method-Override"
            })
    void dropsWhatAnUpstreamTrusts(String name) {
        assertThat(HeaderHygiene.dropsInbound(name)).isTrue();
        assertThat(HeaderHygiene.dropsInbound(name.toLowerCase(Locale.ROOT))).isTrue();
        assertThat(HeaderHygiene.dropsInbound(name.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(HeaderHygiene.dropsInbound(name.replace('-', '_'))).isTrue();
        assertThat(HeaderHygiene.dropsInbound(name.replace('-', '.'))).isTrue();
        assertThat(HeaderHygiene.dropsInbound(CharBuffer.wrap(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "Accept",
                "Content-Type",
                "Content-Length",
                "Host",
                "Cookie",
                "Te1",
                "T",
                "X",
                "X-Request-ID",
                "X-Gatehous",
                "X-MS-Client-Request-Id",
                "x-ms-date",
                "X-MS-CLIENT-PRINCIPA",
                "x-ms-version",
                "Traceparent",
                "Upgrade-Insecure-Requests",
                "Authorization-Hint",
                "X-Real-IPs",
                "\u00e9tag",
                "{x",
                "If-None-Match"
            })
    void letsOthersPass(String name) {
        assertThat(HeaderHygiene.dropsInbound(name)).isFalse();
    }

    @Test
    void keepsAnUpstreamFromSpeakingForGatehouse() {
        for (String name :
                new String[] {
                    "Connection", "Transfer-Encoding", "X-Gatehouse-Fault", "x_gatehouse_mode",
                    "X-Downstream-Identity", "Alt-Svc", "Proxy-Authenticate", "Upgrade"
                }) {
            assertThat(HeaderHygiene.dropsOutbound(name)).as(name).isTrue();
        }
        for (String name :
                new String[] {
                    "Server", "Set-Cookie", "Location", "WWW-Authenticate", "Content-Length"
                }) {
            assertThat(HeaderHygiene.dropsOutbound(name)).as(name).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'close, X-Secret',       x-secret,       true",
        "'X-Secret',              X-Secret,       true",
        "' \tX-Secret \t,close',  X-Secret,       true",
        "'X-Secrets, X-Secre',    X-Secret,       false",
        "'',                      X-Secret,       false",
        "',,',                    '',             false",
        "'close, Content-Length', content-length, false",
        "'Host',                  Host,           false",
    })
    void dropsWhatConnectionNames(String connection, String name, boolean dropped) {
        assertThat(HeaderHygiene.namedByConnection(connection, name)).isEqualTo(dropped);
    }
}
