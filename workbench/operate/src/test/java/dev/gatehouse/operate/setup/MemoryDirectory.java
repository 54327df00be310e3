package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A directory in memory: what Graph keeps of applications, and the refusals a test plants. */
final class MemoryDirectory implements Directory {
    static final TenantId CONTOSO =
            new TenantId(UUID.fromString("c0000000-0000-4000-8000-000000000001"));

    private static final Pattern EQUAL = Pattern.compile("(\\w+) eq '((?:[^']|'')*)'");
    private static final Pattern ANY = Pattern.compile("(\\w+)/any\\(n:n eq '((?:[^']|'')*)'\\)");

    /** Collections by path. */
    final Map<String, List<ObjectNode>> collections = new LinkedHashMap<>();

    /** What was sent, as {@code POST /path} and {@code PATCH /path}. */
    final List<String> writes = new ArrayList<>();

    final List<ObjectNode> bodies = new ArrayList<>();

    /** Answers to the next writes, instead of carrying them out. */
    final Deque<Reply<ObjectNode>> refusals = new ArrayDeque<>();

    /** Answers to the next questions. */
    final Deque<Reply<List<ObjectNode>>> silences = new ArrayDeque<>();

    Approver approver = new Approver("ada@contoso.com", CONTOSO);
    private int made;

    /** With Azure Resource Manager and Microsoft Graph in it. */
    MemoryDirectory() {
        add(
                "/servicePrincipals",
                """
                {"id":"sp-arm","appId":"797f4846-ba00-4fd7-ba43-dac1f8f63013",
                 "displayName":"Azure Resource Manager","servicePrincipalType":"Application",
                 "servicePrincipalNames":["https://management.azure.com/"],
                 "oauth2PermissionScopes":[{"id":"41094075-9dad-400e-a0bd-54e686782033",
                 "value":"user_impersonation","isEnabled":true}]}""");
        add(
                "/servicePrincipals",
                """
                {"id":"sp-graph","appId":"00000003-0000-0000-c000-000000000000",
                 "displayName":"Microsoft Graph","servicePrincipalType":"Application",
                 "oauth2PermissionScopes":[
                 {"id":"e1fe6dd8-ba31-4d61-89e7-88639da4683d","value":"User.Read"},
                 {"id":"bc024368-1153-4739-b217-4326f2e966d0","value":"GroupMember.Read.All"}]}""");
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    ObjectNode add(String path, String text) {
        ObjectNode object = json(text);
        collections.computeIfAbsent(path, _ -> new ArrayList<>()).add(object);
        return object;
    }

    List<ObjectNode> in(String path) {
        return collections.getOrDefault(path, List.of());
    }

    ObjectNode onlyApplication() {
        return in("/applications").getFirst();
    }

    @Override
    public Reply<Approver> approver() {
        return new Reply.Answered<>(approver);
    }

    @Override
    public Reply<List<ObjectNode>> list(String path, Map<String, String> query) {
        if (!silences.isEmpty()) {
            return silences.remove();
        }
        String filter = query.getOrDefault("$filter", "");
        return new Reply.Answered<>(
                in(path).stream()
                        .filter(it -> matches(it, filter))
                        .map(ObjectNode::deepCopy)
                        .toList());
    }

    private static boolean matches(ObjectNode object, String filter) {
        Matcher any = ANY.matcher(filter);
        if (any.matches()) {
            return Fields.contains(object.path(any.group(1)), plain(any.group(2)));
        }
        Matcher equal = EQUAL.matcher(filter);
        if (equal.matches()) {
            return object.path(equal.group(1)).asText().equalsIgnoreCase(plain(equal.group(2)));
        }
        if (filter.isEmpty()) {
            return true;
        }
        throw new IllegalArgumentException("filter not understood: " + filter);
    }

    private static String plain(String quoted) {
        return quoted.replace("''", "'");
    }

    @Override
    public Reply<ObjectNode> create(String path, ObjectNode body) {
        writes.add("POST " + path);
        bodies.add(body.deepCopy());
        if (!refusals.isEmpty()) {
            return refusals.remove();
        }
        ObjectNode object = body.deepCopy();
        object.put("id", "made-" + ++made);
        if (path.endsWith("/addPassword")) {
            object =
                    json(
                            "{\"secretText\":\"s3cr3t-value\",\"endDateTime\":\"2027-11-22T06:00:00Z\"}");
            ObjectNode kept = Fields.object().put("endDateTime", "2027-11-22T06:00:00Z");
            onlyApplication().withArray("passwordCredentials").add(kept);
            return new Reply.Answered<>(object);
        }
        if (path.equals("/applications")) {
            object.put("appId", "60000000-0000-4000-8000-0000000000" + (10 + made));
        }
        collections.computeIfAbsent(path, _ -> new ArrayList<>()).add(object);
        return new Reply.Answered<>(object.deepCopy());
    }

    @Override
    public Reply<ObjectNode> change(String path, ObjectNode body) {
        writes.add("PATCH " + path);
        bodies.add(body.deepCopy());
        if (!refusals.isEmpty()) {
            return refusals.remove();
        }
        int cut = path.lastIndexOf('/');
        String id = path.substring(cut + 1);
        for (ObjectNode object : in(path.substring(0, cut))) {
            if (object.path("id").asText().equals(id)) {
                object.setAll(body.deepCopy());
                return new Reply.Answered<>(Fields.object());
            }
        }
        return new Reply.NotFound<>("no " + path);
    }
}
