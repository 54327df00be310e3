package dev.gatehouse.emulator.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request and how it was answered. Has no query string, header or body, so no token, code or
 * secret.
 *
 * @param path without the query
 * @param grant the grant type of a token request
 */
public record Exchange(
        Instant time,
        Service service,
        String method,
        String path,
        int status,
        Optional<Caller> caller,
        Optional<String> grant) {

    /**
     * As JSON: {@code {time, service, method, path, status, caller{kind, tid, oid, appid}, grant}}.
     */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("time", time.toString());
        json.put("service", service.wire());
        json.put("method", method);
        json.put("path", path);
        json.put("status", status);
        Map<String, Object> who = new LinkedHashMap<>();
        who.put("kind", callerKind());
        caller.ifPresent(
                found -> {
                    who.put("tid", found.tenant().toString());
                    who.put("oid", found.object().toString());
                    who.put("appid", found.app().toString());
                });
        json.put("caller", who);
        grant.ifPresent(type -> json.put("grant", type));
        return json;
    }

    /** The caller's kind, or {@code none}. */
    String callerKind() {
        return caller.map(found -> found.kind().wire()).orElse("none");
    }

    /** The text of a field by its JSON path, for example {@code caller.oid}; empty if absent. */
    Optional<String> field(String name) {
        return switch (name) {
            case "service" -> Optional.of(service.wire());
            case "method" -> Optional.of(method);
            case "path" -> Optional.of(path);
            case "status" -> Optional.of(Integer.toString(status));
            case "caller.kind" -> Optional.of(callerKind());
            case "caller.tid" -> caller.map(found -> found.tenant().toString());
            case "caller.oid" -> caller.map(found -> found.object().toString());
            case "caller.appid" -> caller.map(found -> found.app().toString());
            case "grant" -> grant;
            default -> Optional.empty();
        };
    }
}
