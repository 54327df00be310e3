package dev.gatehouse.operate.setup;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language in which a registration is written down, for teams that review before they apply. */
public enum Form {
    /** A script of the Azure CLI's {@code az rest}; as additive as {@code setup --apply}. */
    AZ,
    /** Bicep, with the Microsoft Graph extension. */
    BICEP,
    /** Terraform, with the azuread provider. */
    TERRAFORM;

    /** The form of that name, in lower case. */
    public static Optional<Form> named(String text) {
        for (Form form : values()) {
            if (form.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    /** The whole text. Secrets are never part of it. */
    public String write(Wanted wanted, List<Permission> permissions, URI graph) {
        var written = new Written(wanted, permissions, graph);
        return switch (this) {
            case AZ -> new AzScript(written).text();
            case BICEP -> new BicepFile(written).text();
            case TERRAFORM -> new TerraformFile(written).text();
        };
    }
}
