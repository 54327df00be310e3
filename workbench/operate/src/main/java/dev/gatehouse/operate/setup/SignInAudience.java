package dev.gatehouse.operate.setup;

import java.util.List;

/** Whose people may sign in. Widened where needed, never narrowed. */
final class SignInAudience implements Part {
    @Override
    public String name() {
        return "sign-in audience";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        String found = current.app().path("signInAudience").asText("");
        String text = "for " + wanted.audience().label() + " (" + wanted.audience().wire() + ")";
        if (found.isEmpty()) {
            return new Difference(List.of(Line.add(text)), List.of());
        }
        if (found.equals(wanted.audience().wire())) {
            return new Difference(List.of(Line.keep(text)), List.of());
        }
        if (wanted.audience().isMetBy(found)) {
            return new Difference(
                    List.of(
                            Line.keep("sign-in audience " + found),
                            Line.note(
                                    "sign-in audience "
                                            + found
                                            + " is wider than "
                                            + wanted.audience().wire()
                                            + ", which the configuration needs; it is left as it"
                                            + " is")),
                    List.of());
        }
        var body = Fields.object().put("signInAudience", wanted.audience().wire());
        return new Difference(
                List.of(Line.change("sign-in audience " + found + " → " + text)),
                List.of(Write.toApplication(current, body)));
    }
}
