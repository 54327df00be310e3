package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The managed identity that vouches for the registration: a federated credential. */
final class VouchingIdentity implements Part {
    /** Entra takes no more for one registration. */
    private static final int MOST = 20;

    @Override
    public String name() {
        return "federated credential";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        if (wanted.identity().isEmpty() || current.identity().isEmpty()) {
            return Difference.none();
        }
        Trusted trusted = wanted.identity().get();
        String subject = current.identity().get().path("id").asText();
        String text =
                "federated credential: managed identity \""
                        + current.identity().get().path("displayName").asText()
                        + "\", object id "
                        + subject;
        if (current.federated().stream().anyMatch(it -> isThat(it, trusted, subject))) {
            return new Difference(List.of(Line.keep(text)), List.of());
        }
        if (current.federated().size() >= MOST) {
            throw new SetupStopped(
                    "The registration has "
                            + MOST
                            + " federated credentials, which is the most that Entra takes. Remove"
                            + " one that nobody needs: az ad app federated-credential list --id "
                            + current.clientId());
        }
        ObjectNode body =
                Fields.object()
                        .put("name", nameOf(subject))
                        .put("issuer", trusted.issuer())
                        .put("subject", subject)
                        .put("description", "Made by gatehouse setup");
        body.putArray("audiences").add(trusted.audience());
        return new Difference(
                List.of(Line.add(text)),
                List.of(
                        new Write(
                                Write.Verb.CREATE,
                                current.appPath() + "/federatedIdentityCredentials",
                                body,
                                (before, _) -> before.withFederated(body))));
    }

    static String nameOf(String subject) {
        return "gatehouse-" + subject;
    }

    private static boolean isThat(ObjectNode found, Trusted trusted, String subject) {
        return found.path("issuer").asText().equals(trusted.issuer())
                && found.path("subject").asText().equals(subject)
                && Fields.contains(found.path("audiences"), trusted.audience());
    }
}
