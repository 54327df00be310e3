package dev.gatehouse.operate.doctor;

import java.util.regex.Pattern;

/** Text in which ids are cut to their first eight characters. */
final class Masked {
    private static final Pattern GUID =
            Pattern.compile(
                    "\\b([0-9a-fA-F]{8})-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b");

    private Masked() {}

    static String of(String text) {
        return GUID.matcher(text).replaceAll("$1…");
    }
}
