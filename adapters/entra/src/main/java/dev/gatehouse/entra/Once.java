package dev.gatehouse.entra;

import com.azure.core.credential.TokenCredential;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds the credential at its first use and keeps it; a failed attempt is not kept. */
final class Once implements Supplier<TokenCredential> {
    private final Supplier<TokenCredential> builder;
    private @Nullable TokenCredential built; // guarded by this

    Once(Supplier<TokenCredential> builder) {
        this.builder = builder;
    }

    @Override
    public synchronized TokenCredential get() {
        TokenCredential known = built;
        if (known == null) {
            known = builder.get();
            built = known;
        }
        return known;
    }
}
