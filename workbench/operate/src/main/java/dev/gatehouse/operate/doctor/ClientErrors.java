package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.GrantRefusal;

/**
 * Why Entra does not take the registration's credential, in sentences (Microsoft: "Microsoft Entra
 * authentication and authorization error codes").
 */
record ClientErrors(ClientId registration) {
    Finding explain(CheckId check, String tenant, GrantRefusal why) {
        return switch (why.aadsts()) {
            case 7000215 ->
                    Finding.fail(
                            check,
                            code(why) + "the client secret is wrong.",
                            Advice.of(
                                            "Give the secret's value, not its id. It is shown only once,"
                                                    + " when the secret is made: the command makes a"
                                                    + " new one and prints it, for"
                                                    + " entra.credential.secret.")
                                    .run(newSecret()));
            case 7000222 ->
                    Finding.fail(
                            check,
                            code(why) + "the client secret has expired.",
                            Advice.of(
                                            "Make a new one, or do without: a managed identity as"
                                                    + " federated credential never expires.")
                                    .run(newSecret()));
            case 700016 ->
                    Finding.fail(
                            check,
                            code(why) + "tenant " + tenant + " does not know the application.",
                            Advice.of(
                                            "Correct entra.client or entra.tenant. The command lists"
                                                    + " the applications of the tenant that you are"
                                                    + " signed in to.")
                                    .run(
                                            "az ad app list --all --query"
                                                    + " '[].{name:displayName, client:appId}'"
                                                    + " --output table"));
            case 700027 ->
                    Finding.fail(
                            check,
                            code(why) + "the certificate is not registered with the application.",
                            Advice.of("Register the certificate's public part.")
                                    .run(
                                            "az ad app credential reset --id "
                                                    + registration
                                                    + " --append --cert @certificate.pem"));
            case 70021, 700211, 700212, 700213 ->
                    Finding.fail(
                            check,
                            code(why) + "no federated credential matches the identity's token.",
                            Advice.of("Let setup write the federated credential.")
                                    .run("gatehouse setup --apply --with-federated-credential"));
            case 7000218 ->
                    Finding.fail(
                            check,
                            code(why) + "no credential was sent.",
                            Advice.of("Set entra.credential."));
            case 90002 ->
                    Finding.fail(
                            check,
                            code(why) + "there is no tenant " + tenant + ".",
                            Advice.of(
                                    "Correct "
                                            + (check == CheckId.TENANTS
                                                    ? "its id in entra.tenants."
                                                    : "entra.tenant.")));
            case 7000112 ->
                    Finding.fail(
                            check,
                            code(why) + "the application is disabled.",
                            Advice.of("Enable its enterprise application.")
                                    .run(
                                            "az ad sp update --id "
                                                    + registration
                                                    + " --set accountEnabled=true"));
            default ->
                    Finding.fail(
                            check,
                            "Entra refuses the application"
                                    + (why.aadsts() == 0
                                            ? "."
                                            : " with AADSTS" + why.aadsts() + "."),
                            Advice.of(
                                    "Look the number up at"
                                            + " https://login.microsoftonline.com/error?code="
                                            + why.aadsts()
                                            + "."));
        };
    }

    private static String code(GrantRefusal why) {
        return "AADSTS" + why.aadsts() + ": ";
    }

    private String newSecret() {
        return "az ad app credential reset --id "
                + registration
                + " --append --query password -o tsv";
    }
}
