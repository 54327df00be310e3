package dev.gatehouse.operate.rights;

import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.monitor.SideBySide;
import dev.gatehouse.operate.rights.AccessControl.Eyes;
import dev.gatehouse.operate.rights.Rights.RoleName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Role definitions of many roles at once. */
final class RoleNames {
    private final AccessControl control;

    RoleNames(AccessControl control) {
        this.control = control;
    }

    /**
     * What each of {@code roles} allows. A role that is gone allows nothing; one that nobody lets
     * be read is what the list of built-in roles says, else there is no answer.
     */
    Asked<List<RoleDefinition>> definitions(Eyes as, AzureScope scope, Collection<String> roles) {
        var found = new ArrayList<RoleDefinition>();
        for (var entry : asked(as, scope, roles).entrySet()) {
            Optional<RoleDefinition> known = KnownRoles.find(entry.getKey());
            switch (entry.getValue()) {
                case Asked.Answered<RoleDefinition>(var role, _, _) -> found.add(role);
                case Asked.Failed<RoleDefinition>(var fault, var used, var reason) -> {
                    if (known.isEmpty() && fault.status() != 404) {
                        return new Asked.Failed<>(fault, used, reason);
                    }
                    known.ifPresent(found::add);
                }
                case Asked.Refused<RoleDefinition>(var why, var reason) -> {
                    if (known.isEmpty()) {
                        return new Asked.Refused<>(why, reason);
                    }
                    found.add(known.get());
                }
            }
        }
        return new Asked.Answered<>(found, as.granted().used(), as.granted().reason());
    }

    /** The names for people; a role's GUID where its name cannot be read. */
    List<RoleName> names(Eyes as, AzureScope scope, Collection<String> roles) {
        return asked(as, scope, roles).entrySet().stream()
                .map(
                        entry ->
                                new RoleName(
                                        entry.getKey(),
                                        entry.getValue()
                                                        instanceof
                                                        Asked.Answered<RoleDefinition>(
                                                                var role,
                                                                _,
                                                                _)
                                                ? role.name()
                                                : KnownRoles.find(entry.getKey())
                                                        .map(RoleDefinition::name)
                                                        .orElse(entry.getKey())))
                .toList();
    }

    private Map<String, Asked<RoleDefinition>> asked(
            Eyes as, AzureScope scope, Collection<String> roles) {
        var answers = new LinkedHashMap<String, Asked<RoleDefinition>>();
        try (var questions = new SideBySide(Permissions.PATIENCE)) {
            var begun = new LinkedHashMap<String, SideBySide.Question<RoleDefinition>>();
            for (String role : roles) {
                begun.put(role, questions.ask(() -> control.definition(as, scope, role)));
            }
            begun.forEach((role, question) -> answers.put(role, question.answer()));
        }
        return answers;
    }
}
