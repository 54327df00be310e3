package dev.gatehouse.operate.setup;

import java.util.List;

/** The registration's service principal in its home tenant, which consents and roles refer to. */
final class OwnPrincipal implements Part {
    @Override
    public String name() {
        return "service principal";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        if (current.principal().isPresent()) {
            return new Difference(List.of(Line.keep("service principal")), List.of());
        }
        var body = Fields.object().put("appId", current.clientId());
        return new Difference(
                List.of(Line.add("service principal")),
                List.of(
                        new Write(
                                Write.Verb.CREATE,
                                "/servicePrincipals",
                                body,
                                (before, made) -> before.withPrincipal(made))));
    }
}
