package dev.gatehouse.server.desk;

import dev.gatehouse.kernel.Admission;
import dev.gatehouse.server.http.Answer.Header;
import java.time.Instant;
import java.util.List;

/**
 * An admission made ready for the gate: what to add to each request, computed once.
 *
 * @param toUpstream headers that say who calls and as whom; never printed
 * @param toCaller headers for the answer, such as {@code X-Downstream-Identity}
 */
public record Passage(Admission admission, List<Header> toUpstream, List<Header> toCaller) {
    public Passage {
        toUpstream = List.copyOf(toUpstream);
        toCaller = List.copyOf(toCaller);
    }

    public boolean holds(Instant now) {
        return now.isBefore(admission.endsAt());
    }

    @Override
    public String toString() {
        return "Passage[" + admission.rule() + " until " + admission.endsAt() + "]";
    }
}
