package dev.gatehouse.operate.doctor;

import java.net.URI;
import java.util.Optional;

/**
 * What a service's own answer to the platform identity's token means.
 *
 * @param target its https address, perhaps of one deployment
 */
record ServiceAnswer(AzureService service, String target, Workload platform) {
    Finding judge(Optional<DataPlane.Answer> answer) {
        return answer.map(this::judged).orElseGet(this::silent);
    }

    /** The answer to a chat without messages, from a service that took the token before. */
    Finding judgeDeployment(Optional<DataPlane.Answer> answer) {
        if (answer.isEmpty() || answer.get().status() == 401 || answer.get().status() == 403) {
            return judge(answer);
        }
        DataPlane.Answer said = answer.get();
        String name = service.deploymentOf(target).orElse("");
        if (said.status() == 404) {
            return noDeployment(service, name, service.lookUp(address()), said.told());
        }
        return said.status() >= 500
                ? broken(said)
                : Finding.ok(
                        service.check(),
                        host() + " takes the token, and deployment " + name + " is there.");
    }

    private Finding judged(DataPlane.Answer said) {
        return switch (said.status()) {
            case 400 -> service == AzureService.OPENAI ? audience(said) : taken();
            case 401 -> said.code().equals("PermissionDenied") ? role(said) : audience(said);
            case 403 -> role(said);
            case 404 -> absent(said);
            default -> said.status() >= 500 ? broken(said) : taken();
        };
    }

    private Finding silent() {
        return Finding.fail(service.check(), host() + " gives no answer.", Advice.of("Try again."));
    }

    private Finding broken(DataPlane.Answer said) {
        return Finding.warn(
                service.check(),
                host() + " answers " + said.told() + ".",
                Advice.of(
                        "It is the service's own failure: look at the resource's health in the"
                                + " portal, and run doctor again."));
    }

    private Finding taken() {
        return Finding.ok(service.check(), host() + " takes the token.");
    }

    /** Azure OpenAI answers 400 to a token of another tenant than the account's. */
    private Finding audience(DataPlane.Answer said) {
        return Finding.fail(
                service.check(),
                said.told()
                        + ": the service does not take a token for "
                        + service.audience()
                        + " of this tenant.",
                Advice.of(
                        "Check that the address is of this cloud and tenant; the audience is "
                                + service.audience()
                                + "."));
    }

    /** Whether a role applies to what is not there, nobody can say: a wrong name is 403, too. */
    private Finding role(DataPlane.Answer said) {
        Advice advice =
                Advice.of(
                        "Assign "
                                + service.recommended().name()
                                + " on the resource; it takes effect in 1 to 5 minutes. If it is"
                                + " assigned, check the name in doctor."
                                + service.check().wire()
                                + ".");
        return Finding.fail(
                service.check(),
                said.told() + ": the role is missing.",
                platform.need(service.recommended(), service.resourceOf(target).orElse(""))
                        .map(
                                it ->
                                        advice.run(
                                                it.scope().isEmpty()
                                                        ? it.command(service.lookUp(address()))
                                                        : it.command()))
                        .orElse(advice));
    }

    private Finding absent(DataPlane.Answer said) {
        if (service == AzureService.SESSION_POOL && service.resourceOf(target).isEmpty()) {
            return Finding.warn(
                    service.check(),
                    host()
                            + " answers "
                            + said.told()
                            + ": no pool is there, or the answer is that of a pool's own"
                            + " container.",
                    Advice.of(
                                    "Write the pool's resource id in doctor.session-pool, and Azure"
                                            + " is asked for it; the command lists them.")
                            .run(service.list()));
        }
        return Finding.fail(
                service.check(),
                said.told() + ": there is no " + service.noun() + " at this address.",
                Advice.of(
                                "Correct doctor."
                                        + service.check().wire()
                                        + "; the command lists what there is.")
                        .run(service.list()));
    }

    /**
     * @param account its id as a shell word
     */
    static Finding noDeployment(AzureService service, String name, String account, String said) {
        return Finding.fail(
                        service.check(),
                        said + ": the account has no deployment " + name + ".",
                        Advice.of(
                                        "Deploy a model under that name, or correct doctor."
                                                + service.check().wire()
                                                + "; the command lists the account's deployments."
                                                + " A new one is there after up to 5 minutes.")
                                .run(service.deployments(account)))
                .about("Deployment " + name);
    }

    private String host() {
        return address().getHost();
    }

    private URI address() {
        return URI.create(service.base(target));
    }
}
