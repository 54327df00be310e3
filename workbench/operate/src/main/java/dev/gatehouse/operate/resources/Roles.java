package dev.gatehouse.operate.resources;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Azure's built-in roles that a request may name; any other is named by its id. */
final class Roles {
    static final String ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
    static final Pattern NAME_OR_ID = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9 ]{1,59}");
    static final String RULE = "the id of a role, or the name of a well-known one such as Reader";

    private static final Map<String, String> KNOWN =
            Map.of(
                    "owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
                    "contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c",
                    "reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7",
                    "role based access control administrator",
                            "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
                    "user access administrator", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
                    "acrpull", ACR_PULL,
                    "acrpush", "8311e382-0749-4cb8-b61a-304f252e45ec",
                    "storage account contributor", "17d1049b-9a84-46fb-8f53-869881c3d3ab",
                    "storage blob data reader", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
                    "cognitive services openai user", "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd");

    private Roles() {}

    /** The id of the role that {@code text} names; empty if nobody knows it. */
    static Optional<String> id(String text) {
        return Place.UUID.matcher(text).matches()
                ? Optional.of(text)
                : Optional.ofNullable(KNOWN.get(text.toLowerCase(Locale.ROOT)));
    }
}
