package dev.gatehouse.operate.arm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The items of a list, of all pages that were read.
 *
 * @param more whether there were more pages than are read
 */
public record ArmList(List<JsonNode> items, boolean more) {
    public ArmList {
        items = List.copyOf(items);
    }
}
