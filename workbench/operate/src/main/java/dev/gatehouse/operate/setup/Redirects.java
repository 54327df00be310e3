package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Adds redirect addresses to a platform of the registration and keeps those that are there. */
final class Redirects {
    private final ObjectNode platform;
    private final List<Line> lines = new ArrayList<>();

    /**
     * @param member {@code web} or {@code spa}
     */
    Redirects(Current current, String member) {
        this.platform = Fields.objectIn(current.app(), member);
        platform.remove("redirectUriSettings");
    }

    Redirects with(List<URI> wanted, String label) {
        ArrayNode all = Fields.arrayIn(platform, "redirectUris");
        for (URI uri : wanted) {
            boolean there = registered(all, uri);
            lines.add(Line.of(there, label + " " + uri));
            if (!there) {
                all.add(uri.toString());
            }
        }
        platform.set("redirectUris", all);
        return this;
    }

    /** Entra takes any port of {@code http://localhost}; only the path must be the same. */
    private static boolean registered(ArrayNode all, URI wanted) {
        if (Fields.contains(all, wanted.toString())) {
            return true;
        }
        if (!isLoopback(wanted)) {
            return false;
        }
        for (var each : all) {
            if (withoutPort(each.asText("")).equals(withoutPort(wanted.toString()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLoopback(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme())
                && "localhost".equalsIgnoreCase(uri.getHost());
    }

    private static String withoutPort(String uri) {
        return uri.replaceFirst("(?i)^http://localhost(?::\\d+)?(?=/|$)", "http://localhost");
    }

    /** Sets the address that Entra tells of sign-outs, unless there is another. */
    Redirects withLogout(URI wanted) {
        String found = platform.path("logoutUrl").asText("");
        String text = "front-channel logout " + wanted;
        if (found.isEmpty()) {
            platform.put("logoutUrl", wanted.toString());
            lines.add(Line.add(text));
        } else if (found.equals(wanted.toString())) {
            lines.add(Line.keep(text));
        } else {
            lines.add(Line.keep("front-channel logout " + found));
            lines.add(
                    Line.note(
                            "front-channel logout goes to "
                                    + found
                                    + ", not to "
                                    + wanted
                                    + "; it is left as it is"));
        }
        return this;
    }

    Difference difference(Current current, String member) {
        var body = Fields.object();
        body.set(member, platform);
        boolean changes = lines.stream().anyMatch(Line::changes);
        return new Difference(
                lines, changes ? List.of(Write.toApplication(current, body)) : List.of());
    }
}
