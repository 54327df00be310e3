package dev.gatehouse.kernel;

import java.util.Map;
import java.util.Optional;

/**
 * A request that is not carried out, as a value.
 *
 * @param code the contract
 * @param detail for people: what was wrong with this request; holds no secret and no reflected
 *     input
 * @param challenge what to ask Entra for, where asking helps
 * @param extras named fields of the answer, such as the scopes or roles that would do
 */
public record Refusal(
        RefusalCode code,
        String detail,
        Optional<ClaimsChallenge> challenge,
        Map<String, String> extras) {
    public Refusal {
        extras = Map.copyOf(extras);
    }

    public static Refusal of(RefusalCode code, String detail) {
        return new Refusal(code, detail, Optional.empty(), Map.of());
    }

    /** This refusal with one more named field. */
    public Refusal with(String name, String value) {
        var more = new java.util.HashMap<>(extras);
        more.put(name, value);
        return new Refusal(code, detail, challenge, more);
    }

    /** This refusal with the claims that would lift it. */
    public Refusal with(ClaimsChallenge claims) {
        return new Refusal(code, detail, Optional.of(claims), extras);
    }
}
