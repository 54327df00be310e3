package dev.gatehouse.operate.monitor;

import dev.gatehouse.kernel.DownstreamIdentity;
import java.util.List;
import java.util.Map;

/**
 * A card, as it is shown.
 *
 * @param body its JSON: maps, lists, text, numbers, booleans, null
 * @param degradations what it lacks, the whole card's reason first; also in {@code body}
 * @param used whose rights Azure judged; none if it was not asked
 * @param reason why that identity, for the audit
 */
public record Card(
        Map<String, Object> body,
        List<Degradation> degradations,
        DownstreamIdentity used,
        String reason) {
    public Card {
        degradations = List.copyOf(degradations);
    }
}
