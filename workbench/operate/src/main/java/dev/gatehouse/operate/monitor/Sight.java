package dev.gatehouse.operate.monitor;

import java.util.List;
import java.util.Map;

/** What one look at Azure brought, before it is said as whom. */
record Sight(Map<String, Object> body, List<Degradation> degradations) {
    Sight {
        degradations = List.copyOf(degradations);
    }
}
