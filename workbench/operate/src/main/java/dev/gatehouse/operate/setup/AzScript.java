package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A script for bash with {@code az rest} and {@code jq}. Its steps are always the same text; what
 * is wanted stands at its beginning, in quotes, and is read as data.
 */
final class AzScript {
    private final Written written;
    private final Wanted wanted;

    AzScript(Written written) {
        this.written = written;
        this.wanted = written.wanted();
    }

    String text() {
        var text = new StringBuilder();
        text.append("#!/usr/bin/env bash\n");
        text.append(
                "# Written by gatehouse setup --write az. Adds to the app registration what is\n");
        text.append("# missing and removes nothing; run it as often as you like.\n");
        text.append("set -euo pipefail\n\n");
        text.append("tenant=").append(quoted(wanted.tenant().toString())).append('\n');
        text.append("graph=").append(quoted(written.graph() + "/v1.0")).append('\n');
        text.append("known=").append(wanted.client().isPresent() ? "yes" : "no").append('\n');
        text.append("find=").append(quoted("/applications" + filter(application()))).append('\n');
        text.append("wanted=").append(quoted(json().toPrettyString())).append('\n');
        text.append(part("az-steps.sh"));
        wanted.identity().ifPresent(it -> text.append(identity(it)));
        return text.append(part("az-consent.sh")).toString();
    }

    private String application() {
        return wanted.client()
                .map(it -> "appId eq " + Directory.quoted(it.value()))
                .orElseGet(() -> "displayName eq " + Directory.quoted(wanted.name()));
    }

    private String identity(Trusted trusted) {
        String named = trusted.identity();
        String last = named.substring(named.lastIndexOf('/') + 1);
        String filter =
                (trusted.byResource() ? "displayName eq " : "appId eq ") + Directory.quoted(last);
        return "\nidentity="
                + quoted("/servicePrincipals" + filter(filter))
                + "\nresource="
                + quoted(trusted.byResource() ? named : "")
                + "\nissuer="
                + quoted(trusted.issuer())
                + "\naudience="
                + quoted(trusted.audience())
                + "\n"
                + part("az-identity.sh").stripLeading();
    }

    private ObjectNode json() {
        ObjectNode json =
                Fields.object()
                        .put("displayName", wanted.name())
                        .put("signInAudience", wanted.audience().wire())
                        .put("logout", wanted.logout().map(Object::toString).orElse(""))
                        .put("groups", wanted.groups())
                        .put("cli", Wanted.AZURE_CLI);
        ArrayNode web = json.putArray("web");
        written.web().forEach(web::add);
        ArrayNode spa = json.putArray("spa");
        written.spa().forEach(spa::add);
        ArrayNode scopes = json.putArray("scopes");
        wanted.scopes().forEach(it -> scopes.add(ExposedScopes.made(wanted, it)));
        ArrayNode roles = json.putArray("roles");
        for (RoleWanted role : wanted.roles()) {
            ObjectNode entry = roles.addObject();
            entry.set("role", AppRoles.made(wanted, role));
            ArrayNode otherwise = entry.putArray("otherwise");
            role.otherwise().stream().sorted().forEach(otherwise::add);
        }
        ArrayNode permissions = json.putArray("permissions");
        for (Permission it : written.permissions()) {
            permissions
                    .addObject()
                    .put("api", it.appId())
                    .put("id", it.id())
                    .put("value", it.value());
        }
        return json;
    }

    private static String filter(String condition) {
        return "?%24filter="
                + URLEncoder.encode(condition, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** For a POSIX shell: nothing is special between single quotes but the single quote. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'"; // line ends stay: JSON stands in it
    }

    private static String part(String name) {
        try (InputStream found = AzScript.class.getResourceAsStream(name)) {
            if (found == null) {
                throw new IllegalStateException("the program lacks " + name);
            }
            return new String(found.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
