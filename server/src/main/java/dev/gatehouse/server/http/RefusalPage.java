package dev.gatehouse.server.http;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.gatehouse.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;

/** A refusal as a page, for a browser that asked for one. Holds no script. */
public final class RefusalPage {
    private static final Template PAGE =
            Mustache.compiler().compile(Pages.text("pages/refusal.html"));
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none';"
                    + " base-uri 'none'; form-action 'none'";

    private RefusalPage() {}

    /**
     * @param answer the same refusal for programs; its status, code and headers stay
     */
    public static Answer of(Answer answer, Refusal why, String requestId) {
        byte[] page =
                PAGE.execute(
                                Map.of(
                                        "title", title(answer.status()),
                                        "tone", answer.status() < 500 ? "warn" : "bad",
                                        "detail", why.detail(),
                                        "remedy", why.code().remedy(),
                                        "code", why.code().wire(),
                                        "requestId", requestId))
                        .getBytes(StandardCharsets.UTF_8);
        var headers = new ArrayList<>(answer.headers());
        headers.removeIf(header -> header.name().equalsIgnoreCase("Content-Type"));
        headers.add(new Answer.Header("Content-Type", "text/html; charset=utf-8"));
        headers.add(new Answer.Header("Content-Security-Policy", POLICY));
        headers.add(new Answer.Header("Referrer-Policy", "no-referrer"));
        return new Answer(
                answer.status(), headers, page, answer.code(), answer.actedAs(), answer.reason());
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "This request cannot be read";
            case 401 -> "Sign-in needed";
            case 403 -> "You may not go here";
            case 404 -> "There is nothing here";
            case 405 -> "Not in this way";
            case 429, 503 -> "Try again in a moment";
            case 502, 504 -> "The other side does not answer";
            default -> status < 500 ? "This was refused" : "Something went wrong";
        };
    }
}
