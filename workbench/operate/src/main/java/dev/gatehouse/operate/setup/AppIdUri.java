package dev.gatehouse.operate.setup;

import java.util.List;

/** The name by which tokens for Gatehouse are asked for: {@code api://<client id>}. */
final class AppIdUri implements Part {
    @Override
    public String name() {
        return "App ID URI";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        if (current.application().isEmpty()) {
            return new Difference(List.of(Line.add("App ID URI api://<client id>")), List.of());
        }
        String uri = "api://" + current.clientId();
        var all = Fields.arrayIn(current.app(), "identifierUris");
        if (Fields.contains(all, uri)) {
            return new Difference(List.of(Line.keep("App ID URI " + uri)), List.of());
        }
        var body = Fields.object();
        body.set("identifierUris", all.add(uri));
        return new Difference(
                List.of(Line.add("App ID URI " + uri)),
                List.of(Write.toApplication(current, body)));
    }
}
