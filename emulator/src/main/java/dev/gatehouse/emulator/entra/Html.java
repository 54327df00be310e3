package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The frame of all pages: one column, light and dark, no script but the form's own submission. */
final class Html {
    private static final String STYLE =
            """
            :root{color-scheme:light dark;--bg:#eef2f6;--card:#fff;--ink:#17212b;--soft:#56646f;\
            --line:#d5dde4;--accent:#0b62b0;--on-accent:#fff;--bad:#a4262c}
            @media(prefers-color-scheme:dark){:root{--bg:#12181e;--card:#1c252d;--ink:#eef3f7;\
            --soft:#a3b1bc;--line:#33414c;--accent:#5eb0ff;--on-accent:#06243f;--bad:#ff9a9e}}
            *{box-sizing:border-box}
            body{margin:0;min-height:100vh;background:var(--bg);color:var(--ink);\
            font:16px/1.5 system-ui,sans-serif;display:grid;place-items:center;padding:1rem}
            main{width:100%;max-width:30rem;background:var(--card);border:1px solid var(--line);\
            border-radius:12px;padding:1.5rem;overflow-wrap:anywhere}
            .mark{font-size:.8rem;color:var(--soft);margin:0 0 1rem;padding-bottom:.75rem;\
            border-bottom:1px solid var(--line)}
            h1{font-size:1.35rem;line-height:1.25;margin:0 0 .5rem}
            h2{font-size:1rem;margin:1.5rem 0 .5rem}
            p{margin:.5rem 0}.soft{color:var(--soft)}.bad{color:var(--bad);font-weight:600}
            label{display:block;font-weight:600;margin:.75rem 0 .25rem}
            input{width:100%;font:inherit;padding:.6rem .7rem;border:1px solid var(--soft);\
            border-radius:8px;background:transparent;color:inherit}
            button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1rem;border-radius:8px;\
            border:1px solid var(--accent);background:var(--accent);color:var(--on-accent);\
            cursor:pointer}
            button.plain{background:transparent;color:var(--accent)}
            .row{display:flex;gap:.75rem;flex-wrap:wrap;margin-top:1rem}
            :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
            ul{list-style:none;margin:0;padding:0}li+li{margin-top:.5rem}
            button.person{width:100%;text-align:left;display:block;background:transparent;\
            color:inherit;border-color:var(--line);font-weight:400}
            button.person:hover{border-color:var(--accent)}
            button.person b{display:block}button.person span{display:block;font-size:.9rem;\
            color:var(--soft)}
            code{font:.9em ui-monospace,monospace}
            """;
    private static final String SUBMIT = "document.forms[0].submit()";

    private Html() {}

    /** Text for element content and for quoted attributes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A hidden field. */
    static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                .formatted(escape(name), escape(value));
    }

    /**
     * A page.
     *
     * @param title plain text
     * @param body markup, in which every value is escaped already
     */
    static Response page(int status, String title, String body) {
        return framed(status, title, body, "");
    }

    /** A page whose first form is sent by script, or by its button where there is none. */
    static Response submitting(String title, String body) {
        return framed(200, title, body, SUBMIT);
    }

    private static Response framed(int status, String title, String body, String script) {
        String html =
                """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width,initial-scale=1">
                <title>%s</title><style>%s</style></head>
                <body><main><p class="mark">Gatehouse emulator · not Microsoft, nothing here is \
                real</p>
                <h1>%s</h1>
                %s</main>%s</body></html>
                """
                        .formatted(
                                escape(title),
                                STYLE,
                                escape(title),
                                body,
                                script.isEmpty() ? "" : "<script>" + script + "</script>");
        String scripts = script.isEmpty() ? "'none'" : "'sha256-" + hash(script) + "'";
        return Response.html(status, html)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src"
                                + " 'sha256-"
                                + hash(STYLE)
                                + "'; script-src "
                                + scripts)
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer")
                .with("X-Content-Type-Options", "nosniff");
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
