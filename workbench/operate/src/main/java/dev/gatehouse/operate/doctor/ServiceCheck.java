package dev.gatehouse.operate.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.ShellWord;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.rights.AzureRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the platform identity may use a service that takes tokens itself: right audience, right
 * role, and a name that resolves.
 *
 * @param target a resource id, or the service's https address; for Azure OpenAI perhaps of one
 *     deployment
 */
public record ServiceCheck(
        AzureService service,
        String target,
        Workload platform,
        Network network,
        DataPlane dataPlane)
        implements Check {
    @Override
    public CheckId id() {
        return service.check();
    }

    @Override
    public Set<CheckId> needs() {
        return Set.of(CheckId.IDENTITY, CheckId.ARM);
    }

    @Override
    public List<Finding> examine() {
        AccessToken token;
        try {
            token = platform.credential().token(new Scope(service.audience() + "/.default"));
        } catch (CredentialUnavailable none) {
            return List.of(
                    Finding.fail(
                            id(),
                            "The platform identity gets no token for " + service.audience() + ".",
                            Advice.of("Look at the row of the platform identity.")));
        }
        Optional<String> resource = service.resourceOf(target);
        Optional<Finding> absent = resource.flatMap(this::absent);
        if (absent.isPresent()) {
            return List.of(absent.get());
        }
        var found = new ArrayList<Finding>();
        resource.ifPresent(it -> found.add(role(it).about(id().label() + " role")));
        if (target.startsWith("/")) {
            String account = service.resourceOf(target).orElse(target);
            service.deploymentOf(target).map(it -> deployment(account, it)).ifPresent(found::add);
            endpoint(account).map(it -> it.about(id().label() + " address")).ifPresent(found::add);
        } else {
            found.add(answer(token).about(id().label() + " answer"));
        }
        return found;
    }

    private Finding answer(AccessToken token) {
        URI address = URI.create(service.base(target));
        Finding reached = reached(address);
        if (reached instanceof Finding.Fail) {
            return reached;
        }
        var judge = new ServiceAnswer(service, target, platform);
        Finding first = judge.judge(dataPlane.ask(service.question(target), token));
        Optional<DataPlane.Question> deployment = service.aboutDeployment(target);
        return first instanceof Finding.Ok && deployment.isPresent()
                ? judge.judgeDeployment(dataPlane.ask(deployment.get(), token))
                : first;
    }

    /** What Azure Resource Manager says is not there, whatever its address answers. */
    private Optional<Finding> absent(String resource) {
        return platform.rights().resource(resource, service.apiVersion())
                                instanceof Asked.Failed<JsonNode>(var fault, var _, var _)
                        && fault.status() == 404
                ? Optional.of(
                        Finding.fail(
                                id(),
                                "There is no "
                                        + service.noun()
                                        + " "
                                        + resource
                                        + ": Azure answers 404.",
                                Advice.of(
                                                "Write one that is there in doctor."
                                                        + id().wire()
                                                        + "; the command lists them.")
                                        .run(service.list())))
                : Optional.empty();
    }

    private Finding deployment(String account, String name) {
        String label = "Deployment " + name;
        return switch (platform.rights()
                .resource(account + "/deployments/" + name, service.apiVersion())) {
            case Asked.Answered<JsonNode> _ -> Finding.ok(id(), "It is there.").about(label);
            case Asked.Refused<JsonNode>(var why, var _) -> unreadable(why.detail()).about(label);
            case Asked.Failed<JsonNode>(var fault, var _, var _) ->
                    fault.status() == 404
                            ? ServiceAnswer.noDeployment(
                                    service, name, ShellWord.quoted(account), "404")
                            : unreadable("status " + fault.status() + ".").about(label);
        };
    }

    private Finding role(String resource) {
        Optional<Rights.Need> need = platform.need(service.recommended(), resource);
        if (need.isEmpty()) {
            return unreadable("the token names no principal.");
        }
        return switch (platform.rights().assignedTo(need.get().principal(), resource)) {
            case Asked.Answered<List<Rights.Assignment>>(var list, var _, var _) ->
                    held(list, need.get());
            case Asked.Refused<List<Rights.Assignment>>(var why, var _) -> unreadable(why.detail());
            case Asked.Failed<List<Rights.Assignment>>(var fault, var _, var _) ->
                    fault.status() == 403
                            ? missing(need.get())
                            : unreadable("status " + fault.status() + ".");
        };
    }

    private Finding held(List<Rights.Assignment> list, Rights.Need need) {
        List<AzureRole> held =
                service.accepted().stream()
                        .filter(role -> list.stream().anyMatch(it -> it.role().equals(role.id())))
                        .toList();
        if (held.isEmpty()) {
            return missing(need);
        }
        return Finding.ok(
                id(),
                held.contains(service.recommended())
                        ? service.recommended().name() + " is assigned."
                        : held.getFirst().name()
                                + " is assigned; "
                                + service.recommended().name()
                                + " is narrower and does.");
    }

    private Finding missing(Rights.Need need) {
        return Finding.fail(
                id(),
                service.symptom() + ": " + need.role().name() + " is not assigned.",
                platform.missing(need, "Assign it; it takes effect in 1 to 5 minutes."));
    }

    private Optional<Finding> endpoint(String resource) {
        return switch (platform.rights().resource(resource, service.apiVersion())) {
            case Asked.Answered<JsonNode>(var body, var _, var _) ->
                    Optional.of(body.path("properties").path(service.property()).asText(""))
                            .filter(it -> it.startsWith("https://"))
                            .map(it -> reached(URI.create(it)));
            case Asked.Refused<JsonNode>(var why, var _) -> Optional.of(unreadable(why.detail()));
            case Asked.Failed<JsonNode>(var fault, var _, var _) ->
                    fault.status() == 403
                            ? Optional.empty() // the role's row says so already
                            : Optional.of(unreadable("status " + fault.status() + "."));
        };
    }

    private Finding reached(URI address) {
        return switch (network.reach(address)) {
            case Network.Reach.Reached _ -> Finding.ok(id(), address.getHost() + " answers.");
            case Network.Reach.NoSuchName _ ->
                    Finding.fail(
                            id(),
                            "No name server knows " + address.getHost() + ".",
                            Advice.of(
                                            "With a private endpoint, link its DNS zone to this"
                                                    + " network.")
                                    .run("getent hosts " + ShellWord.of(address.getHost())));
            case Network.Reach.NoConnection _, Network.Reach.NoTrust _, Network.Reach.NoTls _ ->
                    Finding.fail(
                            id(),
                            address.getHost() + " cannot be reached.",
                            Advice.of("Open the resource's firewall for this host.")
                                    .run(
                                            "curl -sS -o /dev/null -w '%{http_code}\\n' "
                                                    + ShellWord.of(address.toString())));
        };
    }

    private Finding unreadable(String why) {
        return Finding.warn(
                id(),
                "Azure does not tell: " + why,
                Advice.of("Look in the portal under Access control (IAM)."));
    }
}
