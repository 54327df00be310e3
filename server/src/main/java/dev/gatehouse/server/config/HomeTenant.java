package dev.gatehouse.server.config;

import dev.gatehouse.kernel.TenantId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The home tenant as the operator named it. A domain becomes an id when Gatehouse starts. */
public sealed interface HomeTenant {
    /** By its id. */
    record ById(TenantId id) implements HomeTenant {}

    /** By a verified domain, in lower case; Entra's metadata tells the id. */
    record ByDomain(String domain) implements HomeTenant {
        private static final Pattern FORM =
                Pattern.compile(
                        "(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

        public ByDomain {
            domain = domain.toLowerCase(Locale.ROOT);
            if (!FORM.matcher(domain).matches()) {
                throw new IllegalArgumentException("not a domain");
            }
        }
    }

    static Optional<HomeTenant> parse(String text) {
        Optional<TenantId> id = TenantId.parse(text);
        if (id.isPresent()) {
            return id.map(ById::new);
        }
        return ByDomain.FORM.matcher(text.toLowerCase(Locale.ROOT)).matches()
                ? Optional.of(new ByDomain(text))
                : Optional.empty();
    }
}
