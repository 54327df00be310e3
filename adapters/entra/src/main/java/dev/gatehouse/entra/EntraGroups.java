package dev.gatehouse.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Group checks at Microsoft Graph ({@code directoryObject: checkMemberGroups}, v1.0). */
public final class EntraGroups implements GroupMembership {
    /** Graph takes no more in one call. */
    static final int MOST_PER_CALL = 20;

    private final URI endpoint;
    private final Exchange exchange;

    public EntraGroups(Cloud cloud, EntraHttp http) {
        this(cloud, http::send);
    }

    EntraGroups(Cloud cloud, Exchange exchange) {
        this.endpoint = URI.create(cloud.graph() + "/v1.0/me/checkMemberGroups");
        this.exchange = exchange;
    }

    /** The bare exchange, so that tests can do without a network. */
    interface Exchange {
        EntraHttp.Answer send(HttpRequest request) throws IOException;
    }

    @Override
    public Set<String> memberOf(Set<String> groupIds, AccessToken graphToken) {
        TreeSet<String> asked = new TreeSet<>();
        groupIds.forEach(id -> asked.add(id.toLowerCase(Locale.ROOT)));
        List<String> all = new ArrayList<>(asked);
        Set<String> found = new HashSet<>();
        for (int from = 0; from < all.size(); from += MOST_PER_CALL) {
            List<String> some = all.subList(from, Math.min(from + MOST_PER_CALL, all.size()));
            found.addAll(ask(some, graphToken));
        }
        found.retainAll(asked);
        return Set.copyOf(found);
    }

    private Set<String> ask(List<String> groupIds, AccessToken graphToken) {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint)
                        .header("Authorization", "Bearer " + graphToken.value())
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofString(body(groupIds)))
                        .build();
        try {
            EntraHttp.Answer answer = exchange.send(request);
            if (answer.status() != 200) {
                throw new IOException("Graph answered " + answer.status());
            }
            return groups(
                    Json.object(answer.body())
                            .orElseThrow(() -> new IOException("Graph's answer is no object")));
        } catch (IOException failed) {
            throw new GroupsUnavailable("group memberships cannot be read at Graph", failed);
        }
    }

    private static String body(List<String> groupIds) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        var ids = body.putArray("groupIds");
        groupIds.forEach(ids::add);
        return body.toString();
    }

    private static Set<String> groups(ObjectNode answer) throws IOException {
        JsonNode value = answer.path("value");
        if (!value.isArray()) {
            throw new IOException("Graph's answer lists no groups");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode id : value) {
            if (id.isTextual()) {
                ids.add(id.textValue().toLowerCase(Locale.ROOT));
            }
        }
        return ids;
    }
}
