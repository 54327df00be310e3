package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Microsoft Graph, as one person or program. Paths are below the version, begin with a slash and
 * carry no query, for example {@code /applications}.
 */
public interface Directory {
    /** Whose token it is. */
    Reply<Approver> approver();

    /** Everything that a collection holds, over all its pages. */
    Reply<List<ObjectNode>> list(String path, Map<String, String> query);

    /** Creates something; the answer is what Graph made of it. An empty answer is an empty node. */
    Reply<ObjectNode> create(String path, ObjectNode body);

    /** Sets the members that {@code body} names, each as a whole. */
    Reply<ObjectNode> change(String path, ObjectNode body);

    /** Everything that a collection holds and {@code filter} (OData) lets through. */
    default Reply<List<ObjectNode>> find(String path, String filter) {
        return list(path, Map.of("$filter", filter));
    }

    /** A text as OData writes it: in single quotes, each of its own doubled. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
