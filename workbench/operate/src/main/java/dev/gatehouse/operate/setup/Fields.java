package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reading and copying the members of Graph's objects. */
final class Fields {
    private Fields() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A copy of the member to add to; empty if it is missing or null. */
    static ObjectNode objectIn(JsonNode of, String member) {
        return of.path(member) instanceof ObjectNode found ? found.deepCopy() : object();
    }

    /** A copy of the member to add to; empty if it is missing or null. */
    static ArrayNode arrayIn(JsonNode of, String member) {
        return of.path(member) instanceof ArrayNode found
                ? found.deepCopy()
                : JsonNodeFactory.instance.arrayNode();
    }

    static Stream<ObjectNode> objects(JsonNode array) {
        return array.valueStream().filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    /** The first object of {@code array} whose member is that text, in any letter case. */
    static Optional<ObjectNode> with(JsonNode array, String member, String text) {
        return objects(array)
                .filter(it -> it.path(member).asText("").equalsIgnoreCase(text))
                .findFirst();
    }

    static boolean contains(JsonNode array, String text) {
        return texts(array).contains(text);
    }
}
