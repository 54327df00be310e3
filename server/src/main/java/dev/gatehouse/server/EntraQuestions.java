package dev.gatehouse.server;

import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.entra.EntraProbe;
import dev.gatehouse.entra.RegistrationReader;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.doctor.Authority;
import dev.gatehouse.operate.doctor.Registration;
import java.net.URI;

/**
 * The doctor's questions to Entra and Graph, asked by the adapter. The registration reads itself,
 * with a token of its own.
 */
record EntraQuestions(
        EntraProbe probe, RegistrationReader graph, String home, ClientId client, Scope graphScope)
        implements Authority, Registration {
    @Override
    public Metadata metadata(String tenant) {
        EntraProbe.Metadata found = probe.metadata(tenant);
        return new Metadata(found.issuer(), found.date());
    }

    @Override
    public int signingKeys(String tenant) {
        return probe.signingKeys(tenant);
    }

    @Override
    public Exchange clientToken(String tenant, Scope scope) {
        return probe.clientToken(tenant, scope);
    }

    @Override
    public Redirect redirect(String tenant, URI address) {
        return switch (probe.redirect(tenant, address)) {
            case REGISTERED -> Redirect.REGISTERED;
            case NOT_REGISTERED -> Redirect.NOT_REGISTERED;
            case UNCLEAR -> Redirect.UNCLEAR;
        };
    }

    @Override
    public Read read() {
        return switch (probe.clientToken(home, graphScope)) {
            case Exchange.Refused(var why) ->
                    new Read.Unreadable(
                            "the registration gets no token for Graph, AADSTS" + why.aadsts());
            case Exchange.Issued(var token) -> {
                try {
                    var found = graph.read(client, token);
                    yield new Read.Found(
                            found.redirects(), found.scopes(), found.granted(), found.federated());
                } catch (RegistrationReader.Unreadable refused) {
                    yield new Read.Unreadable(String.valueOf(refused.getMessage()));
                }
            }
        };
    }
}
