package dev.gatehouse.operate.doctor;

import java.util.Set;

/** The app registration, as Microsoft Graph shows it to whoever may read it. */
public interface Registration {
    /** Reads it at the home tenant. */
    Read read();

    /** What came of it. */
    sealed interface Read {
        /**
         * It was read.
         *
         * @param redirects every address that is registered, of any platform
         * @param scopes the delegated permissions that it exposes
         * @param granted the delegated permissions on Azure Resource Manager that the whole tenant
         *     consented to
         * @param federated subjects of its federated credentials
         */
        record Found(
                Set<String> redirects,
                Set<String> scopes,
                Set<String> granted,
                Set<String> federated)
                implements Read {
            public Found {
                redirects = Set.copyOf(redirects);
                scopes = Set.copyOf(scopes);
                granted = Set.copyOf(granted);
                federated = Set.copyOf(federated);
            }
        }

        /** Whoever asked may not read it. */
        record Unreadable(String why) implements Read {}
    }
}
