package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.testkit.TestKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Every tenant publishes {@link TestKey#TRUSTED}; counts how often it was asked. */
public final class FakeKeys implements SigningKeys {
    private final AtomicInteger lookups = new AtomicInteger();
    private final SigningKey key;

    public FakeKeys() {
        this(
                new SigningKey(
                        TestKey.TRUSTED.publicKey(),
                        Optional.of("https://login.microsoftonline.com/{tenantid}/v2.0")));
    }

    FakeKeys(SigningKey key) {
        this.key = key;
    }

    @Override
    public Optional<SigningKey> find(TenantId tenant, TokenVersion version, String keyId) {
        lookups.incrementAndGet();
        return keyId.equals(TestKey.TRUSTED.id()) ? Optional.of(key) : Optional.empty();
    }

    int lookups() {
        return lookups.get();
    }
}
