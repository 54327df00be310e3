package dev.gatehouse.emulator.entra;

import static dev.gatehouse.emulator.entra.Html.escape;
import static dev.gatehouse.emulator.entra.Html.hidden;

import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pages of a sign-in. Each form goes back to the address it came from, with the whole request
 * in the hidden field {@code ctx} and the name of the step in {@code step}.
 */
final class Pages {
    private final World world;

    Pages(World world) {
        this.world = world;
    }

    /**
     * Who signs in: the people of the tenant, or of all tenants, each with the password.
     *
     * @param ctx the query string of the request
     * @param hint a UPN for the name field
     * @param signedIn who may go on without password
     * @param problem why the last attempt failed
     */
    Response signIn(
            AppRegistration app,
            Authority authority,
            String ctx,
            String hint,
            Optional<Person> signedIn,
            Optional<Aadsts> problem) {
        StringBuilder body = new StringBuilder();
        body.append("<p class=\"soft\">to go on to <b>%s</b></p>".formatted(escape(app.name())));
        problem.ifPresent(
                why ->
                        body.append(
                                "<p class=\"bad\" role=\"alert\">%s</p>"
                                        .formatted(escape(why.message()))));
        signedIn.ifPresent(
                person ->
                        body.append(
                                form(
                                        ctx,
                                        "continue",
                                        "<div class=\"row\"><button>Continue as %s</button></div>"
                                                .formatted(escape(person.displayName())))));
        for (Tenant tenant : authority.tenant().map(List::of).orElseGet(world::tenants)) {
            body.append("<h2>%s</h2><ul>".formatted(escape(tenant.name())));
            for (Person person : world.people(tenant.id())) {
                body.append("<li>").append(person(ctx, person)).append("</li>");
            }
            body.append("</ul>");
        }
        body.append("<h2>Or type a name</h2>");
        body.append(
                form(
                        ctx,
                        "password",
                        """
                        <label for="username">User name</label>
                        <input id="username" name="username" value="%s" autocomplete="username">
                        <label for="password">Password</label>
                        <input id="password" name="password" type="password" \
                        autocomplete="current-password">
                        <div class="row"><button>Sign in</button></div>
                        """
                                .formatted(escape(hint))));
        return Html.page(200, "Sign in", body.toString());
    }

    /** The second factor. */
    Response secondFactor(Person person, String ctx, Optional<Aadsts> problem) {
        String alert =
                problem.map(
                                why ->
                                        "<p class=\"bad\" role=\"alert\">%s</p>"
                                                .formatted(escape(why.message())))
                        .orElse("");
        String fields =
                """
                <label for="code">Code</label>
                <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code">
                <div class="row"><button>Verify</button></div>
                """;
        return Html.page(
                200,
                "More proof is needed",
                "<p>%s, your organisation asks for a second factor. The code is <code>%s</code>.</p>%s%s"
                        .formatted(
                                escape(person.givenName()),
                                Cast.MFA_CODE,
                                alert,
                                form(ctx, "mfa", fields)));
    }

    /** Permissions asked for; {@code Accept} is for the whole organisation. */
    Response consent(Person person, AppRegistration app, List<String> permissions, String ctx) {
        StringBuilder list = new StringBuilder("<ul>");
        permissions.forEach(one -> list.append("<li>· ").append(escape(one)).append("</li>"));
        list.append("</ul>");
        String buttons =
                """
                <div class="row"><button name="answer" value="accept">Accept</button>
                <button class="plain" name="answer" value="cancel">Cancel</button></div>
                """;
        return Html.page(
                200,
                "Permissions requested",
                "<p><b>%s</b> wants, for everybody in your organisation:</p>%s<p class=\"soft\">Signed in as %s</p>%s"
                        .formatted(
                                escape(app.name()),
                                list,
                                escape(person.upn()),
                                form(ctx, "consent", buttons)));
    }

    /** A person who is no administrator cannot consent; AADSTS90094. */
    Response needsAdmin(Person person, AppRegistration app, String ctx) {
        String buttons =
                """
                <div class="row"><button name="answer" value="cancel">Go back</button>
                <button class="plain" name="answer" value="switch">Use another account</button></div>
                """;
        return Html.page(
                200,
                "Need admin approval",
                "<p><b>%s</b> needs permissions that only an administrator can grant. %s is none. AADSTS90094</p>%s"
                        .formatted(
                                escape(app.name()),
                                escape(person.upn()),
                                form(ctx, "consent", buttons)));
    }

    /**
     * Where a person types the code that a device shows.
     *
     * @param typed what stands in the field
     * @param wrong whether that code is none, or is over
     */
    Response deviceCode(String typed, boolean wrong) {
        String alert =
                wrong
                        ? "<p class=\"bad\" role=\"alert\">That code did not work. Check it, or"
                                + " ask the device for a new one.</p>"
                        : "";
        return Html.page(
                200,
                "Enter the code",
                """
                %s<form method="post">%s
                <label for="otc">Code that the device shows</label>
                <input id="otc" name="otc" value="%s" autocomplete="off" autocapitalize="characters">
                <div class="row"><button>Next</button></div></form>
                """
                        .formatted(alert, hidden("step", "code"), escape(typed)));
    }

    /** Whether it was this person who asked for it, on a device of theirs. */
    Response deviceConfirm(AppRegistration app, Person person, String ctx) {
        String buttons =
                """
                <div class="row"><button name="answer" value="accept">Continue</button>
                <button class="plain" name="answer" value="cancel">Cancel</button></div>
                """;
        return Html.page(
                200,
                "Are you trying to sign in to " + app.name() + "?",
                "<p>Go on only if you started it yourself. Signed in as %s.</p>%s"
                        .formatted(escape(person.upn()), form(ctx, "confirm", buttons)));
    }

    /** The end of the flow in the browser. */
    Response deviceDone(AppRegistration app, boolean accepted) {
        return Html.page(
                200,
                accepted ? "You are signed in" : "Sign-in cancelled",
                "<p>%s %s You may close this page.</p>"
                        .formatted(
                                escape(app.name()),
                                accepted ? "has signed in on your device." : "got nothing."));
    }

    /** A refusal that must not be sent to a redirect URI, or has none. */
    Response problem(int status, String description) {
        return Html.page(
                status,
                "Sign-in stopped",
                "<p class=\"bad\" role=\"alert\">%s</p>".formatted(escape(description)));
    }

    /** {@code response_mode=form_post}: goes on by itself, or by its button. */
    static Response formPost(String redirect, Map<String, String> fields) {
        StringBuilder form =
                new StringBuilder(
                        "<form method=\"post\" action=\"%s\">".formatted(escape(redirect)));
        fields.forEach((name, value) -> form.append(hidden(name, value)));
        form.append("<div class=\"row\"><button>Continue</button></div></form>");
        return Html.submitting("Signing in", form.toString());
    }

    private static String person(String ctx, Person person) {
        String button =
                """
                <button class="person"><b>%s · %s</b><span>%s, password <code>%s</code></span></button>
                """
                        .formatted(
                                escape(person.displayName()),
                                escape(person.role()),
                                escape(person.upn()),
                                escape(person.password()));
        return form(
                ctx,
                "password",
                hidden("username", person.upn()) + hidden("password", person.password()) + button);
    }

    private static String form(String ctx, String step, String fields) {
        return "<form method=\"post\">"
                + hidden("ctx", ctx)
                + hidden("step", step)
                + fields
                + "</form>";
    }
}
