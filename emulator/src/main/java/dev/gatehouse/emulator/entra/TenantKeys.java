package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.WorldClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The signing keys of each tenant: always two or more, the first of them signs. They are made in
 * the background, since an RSA key takes longer than the emulator's whole start.
 */
public final class TenantKeys {
    private final WorldClock clock;
    private final Map<UUID, List<CompletableFuture<SigningKey>>> keys = new ConcurrentHashMap<>();
    private final Executor executor;

    /** Starts to make two keys for each tenant. */
    public TenantKeys(Collection<UUID> tenants, WorldClock clock, Executor executor) {
        this.clock = clock;
        this.executor = executor;
        for (UUID tenant : tenants) {
            keys.put(tenant, List.of(begin()));
        }
        for (UUID tenant : tenants) {
            keys.compute(
                    tenant, (_, made) -> made == null ? List.of(begin()) : appended(made, begin()));
        }
    }

    /**
     * Lets a new key sign.
     *
     * @param dropOld whether the old keys vanish at once, as in an emergency; else they remain
     *     published
     */
    public void rotate(UUID tenant, boolean dropOld) {
        CompletableFuture<SigningKey> fresh = begin();
        CompletableFuture<SigningKey> spare = dropOld ? begin() : fresh;
        keys.computeIfPresent(
                tenant,
                (_, old) -> {
                    List<CompletableFuture<SigningKey>> now = new ArrayList<>();
                    now.add(fresh);
                    now.addAll(dropOld ? List.of(spare) : old);
                    return List.copyOf(now);
                });
    }

    /** The key that signs. Waits for it, if it is still being made. */
    SigningKey current(UUID tenant) {
        return keys.getOrDefault(tenant, List.of()).getFirst().join();
    }

    /** All published keys; none for a tenant without keys. */
    List<SigningKey> all(UUID tenant) {
        return keys.getOrDefault(tenant, List.of()).stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<SigningKey> begin() {
        return CompletableFuture.supplyAsync(() -> SigningKey.generate(clock.instant()), executor);
    }

    private static List<CompletableFuture<SigningKey>> appended(
            List<CompletableFuture<SigningKey>> made, CompletableFuture<SigningKey> next) {
        List<CompletableFuture<SigningKey>> all = new ArrayList<>(made);
        all.add(next);
        return List.copyOf(all);
    }
}
