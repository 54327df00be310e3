package dev.gatehouse.operate.setup;

import java.time.InstantSource;
import java.util.List;

/** One concern of a registration: compares, and says what brings it about. */
interface Part {
    /** For people, for example {@code app roles}. */
    String name();

    /** What {@code current} lacks. While there is no registration, all. */
    Difference compare(Wanted wanted, Current current);

    /** All parts, in the order in which they can be carried out. */
    static List<Part> all(InstantSource clock) {
        return List.of(
                new TheRegistration(),
                new SignInAudience(),
                new WebRedirects(),
                new SinglePageRedirects(),
                new AppIdUri(),
                new ExposedScopes(),
                new AzureCliAuthorised(),
                new AppRoles(),
                new GroupClaims(),
                new PermissionsAsked(),
                new OwnPrincipal(),
                new VouchingIdentity(),
                new TenantConsent(),
                new ClientSecret(clock));
    }
}
