package dev.gatehouse.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.authorize.Explanation;
import dev.gatehouse.authorize.Lack;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.Decision;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.RuleId;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * An explanation as JSON: {@code {decision, rule, refusal{code, detail, allow?}?, gate?,
 * decides{path, methods, as}?, caller{…}?, lacking[{kind, wanted}], skipped[{rule, path, why}]}}.
 * Members of an allow-list are not told.
 */
final class Explained {
    private static final String GATE =
            "the workbench's entry gate also decides: it admits whom Azure lets read its resource"
                    + " group";

    private Explained() {}

    static String json(Explanation explanation, boolean gated) {
        ObjectNode body = Json.object();
        switch (explanation.decision()) {
            case Decision.Allow(RuleId rule) ->
                    body.put("decision", "allow").put("rule", rule.value());
            case Decision.Deny(RuleId rule, Refusal why) -> {
                body.put("decision", "deny").put("rule", rule.value());
                ObjectNode refusal =
                        body.putObject("refusal")
                                .put("code", why.code().wire())
                                .put("detail", why.detail());
                Optional.ofNullable(why.extras().get("allow"))
                        .ifPresent(methods -> refusal.put("allow", methods));
            }
        }
        if (gated) {
            body.put("gate", GATE);
        }
        explanation.decisive().ifPresent(rule -> rule(body.putObject("decides"), rule));
        explanation.caller().ifPresent(caller -> caller(body.putObject("caller"), caller));
        var lacking = body.putArray("lacking");
        for (Lack lack : explanation.lacking()) {
            ObjectNode one = lacking.addObject().put("kind", word(lack.kind()));
            if (tellable(lack.kind())) {
                texts(one, "wanted", lack.wanted());
            }
        }
        var skipped = body.putArray("skipped");
        for (Explanation.Skipped skip : explanation.skipped()) {
            skipped.addObject()
                    .put("rule", skip.rule().value())
                    .put("path", skip.path())
                    .put("why", word(skip.why()));
        }
        return body.toString();
    }

    private static boolean tellable(Lack.Kind kind) {
        return switch (kind) {
            case ROLE, SCOPE -> true;
            case SIGN_IN, ANY_ROLE, TENANT, OBJECT, GROUP, GROUPS_KNOWN -> false;
        };
    }

    private static void rule(ObjectNode body, Rule rule) {
        body.put("path", rule.path().toString());
        texts(body, "methods", rule.methods());
        body.put("as", word(rule.as()));
    }

    private static void caller(ObjectNode body, Explanation.Caller caller) {
        body.put("tenant", caller.tenant().toString())
                .put("object", caller.object().toString())
                .put("kind", word(caller.kind()));
        texts(body, "roles", caller.roles().stream().sorted().map(Role::label).toList());
        texts(body, "scopes", caller.scopes());
        texts(body, "groups", caller.groups());
        body.put("groupsKnown", caller.groupsKnown());
    }

    private static void texts(ObjectNode body, String name, Collection<String> values) {
        var array = body.putArray(name);
        values.stream().sorted().forEach(array::add);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
