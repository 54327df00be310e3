package dev.gatehouse.operate.arm;

import java.util.regex.Pattern;

/**
 * Which names Azure takes (Microsoft: "Naming rules and restrictions for Azure resources"; OCI
 * distribution specification for images). What is none is refused before Azure is asked.
 */
public final class AzureNames {
    private static final Pattern GUID =
            Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern GROUP =
            Pattern.compile("[-\\p{L}\\p{Nd}_.()]{0,89}[-\\p{L}\\p{Nd}_()]");
    private static final Pattern STORAGE = Pattern.compile("[a-z0-9]{3,24}");
    private static final Pattern REGISTRY = Pattern.compile("[A-Za-z0-9]{5,50}");
    private static final Pattern CLUSTER =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");
    private static final Pattern REPOSITORY =
            Pattern.compile("(?=.{1,256}$)[a-z0-9]+(?:(?:[._]|__|-+|/)[a-z0-9]+)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    private AzureNames() {}

    /** A UUID in its canonical form: a subscription, a principal, a role assignment. */
    public static boolean isGuid(String text) {
        return GUID.matcher(text).matches();
    }

    /** 1 to 90 letters, digits, {@code -_.()}; no period at the end. */
    public static boolean isGroup(String text) {
        return text.length() <= 90 && GROUP.matcher(text).matches();
    }

    /** 3 to 24 lower-case letters and digits. */
    public static boolean isStorage(String text) {
        return STORAGE.matcher(text).matches();
    }

    /** 5 to 50 letters and digits. */
    public static boolean isRegistry(String text) {
        return REGISTRY.matcher(text).matches();
    }

    /** 1 to 63 letters, digits, {@code -_}; a letter or digit at both ends. */
    public static boolean isCluster(String text) {
        return CLUSTER.matcher(text).matches();
    }

    /** A repository of a registry, such as {@code shop/web}. */
    public static boolean isRepository(String text) {
        return text.length() <= 256 && REPOSITORY.matcher(text).matches();
    }

    /** A tag, such as {@code 1.1}. */
    public static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }
}
