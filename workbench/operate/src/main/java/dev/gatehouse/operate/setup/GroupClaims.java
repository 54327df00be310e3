package dev.gatehouse.operate.setup;

import java.util.List;

/** Whether tokens say in which groups somebody is. Needed only where a route names groups. */
final class GroupClaims implements Part {
    static final String SECURITY_GROUPS = "SecurityGroup";

    @Override
    public String name() {
        return "groups in tokens";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        if (!wanted.groups()) {
            return Difference.none();
        }
        String found = current.app().path("groupMembershipClaims").asText("");
        if (found.isEmpty() || found.equals("null") || found.equals("None")) {
            var body = Fields.object().put("groupMembershipClaims", SECURITY_GROUPS);
            return new Difference(
                    List.of(Line.add("groups in tokens (" + SECURITY_GROUPS + ")")),
                    List.of(Write.toApplication(current, body)));
        }
        return new Difference(List.of(Line.keep("groups in tokens (" + found + ")")), List.of());
    }
}
