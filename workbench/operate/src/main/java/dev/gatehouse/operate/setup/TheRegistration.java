package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The application object itself. One that is there keeps its name. */
final class TheRegistration implements Part {
    @Override
    public String name() {
        return "app registration";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        if (current.application().isPresent()) {
            String found = current.app().path("displayName").asText("");
            return new Difference(
                    List.of(
                            Line.keep(
                                    "app registration \""
                                            + found
                                            + "\", client id "
                                            + current.clientId())),
                    List.of());
        }
        ObjectNode body = Fields.object();
        body.put("displayName", wanted.name());
        body.put("signInAudience", wanted.audience().wire());
        return new Difference(
                List.of(Line.add("app registration \"" + wanted.name() + "\"")),
                List.of(
                        new Write(
                                Write.Verb.CREATE,
                                "/applications",
                                body,
                                (before, made) -> before.with(made))));
    }
}
