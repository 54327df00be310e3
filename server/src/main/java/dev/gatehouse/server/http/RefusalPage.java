package dev.gatehouse.server.http;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;

/**
 * A refusal as a page, for a browser that asked for one. Holds no script; its one form signs out,
 * which needs the {@code Origin} that {@code no-referrer} would take away.
 */
public final class RefusalPage {
    private static final Template PAGE =
            Mustache.compiler().compile(Pages.text("pages/refusal.html"));
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none';"
                    + " base-uri 'none'; form-action 'self'";

    private RefusalPage() {}

    /**
     * @param answer the same refusal for programs; its status, code and headers stay
     */
    public static Answer of(Answer answer, Refusal why, String requestId) {
        PageWords words = PageWords.of(why, answer.status());
        boolean here = why.code() != RefusalCode.MISDIRECTED_REQUEST;
        byte[] page =
                PAGE.execute(
                                Map.of(
                                        "title",
                                        words.title(),
                                        "tone",
                                        answer.status() < 500 ? "warn" : "bad",
                                        "sentence",
                                        words.sentence(),
                                        "advice",
                                        words.advice(),
                                        "home",
                                        here,
                                        "account",
                                        here && anotherAccountMayHelp(answer.status()),
                                        "code",
                                        why.code().wire(),
                                        "requestId",
                                        requestId))
                        .getBytes(StandardCharsets.UTF_8);
        var headers = new ArrayList<>(answer.headers());
        headers.removeIf(header -> header.name().equalsIgnoreCase("Content-Type"));
        headers.add(new Answer.Header("Content-Type", "text/html; charset=utf-8"));
        headers.add(new Answer.Header("Content-Security-Policy", POLICY));
        headers.add(new Answer.Header("Referrer-Policy", "same-origin"));
        return new Answer(
                answer.status(), headers, page, answer.code(), answer.actedAs(), answer.reason());
    }

    /** Where another account may help; the page of another host's name can offer nothing here. */
    private static boolean anotherAccountMayHelp(int status) {
        return status >= 400 && status < 500 && status != 429;
    }
}
