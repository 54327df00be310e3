package dev.gatehouse.operate.doctor;

import static dev.gatehouse.operate.doctor.Installation.OPENAI;
import static dev.gatehouse.operate.doctor.Installation.POOL;
import static dev.gatehouse.operate.doctor.Installation.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.operate.rights.AzureRole;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not there is told from what may not be used. */
class ServiceCheckTest {
    private static final String ADDRESS = "https://oai-lab.example.com";
    private static final String DEPLOYED = ADDRESS + "/openai/deployments/gpt-9";
    private static final String POOL_ADDRESS =
            "https://westeurope.dynamicsessions.io"
                    + SUBSCRIPTION
                    + "/resourceGroups/rg-lab/sessionPools/pool-lab";

    private final Installation installation = new Installation();

    private Finding answered(int status, String code, ServiceCheck check) {
        installation.dataPlane = Optional.of(new DataPlane.Answer(status, code));
        return check.examine().getLast();
    }

    @Test
    void aPoolThatAzureDoesNotKnowIsSaidOnceByIdAndByAddress() {
        installation.missing.add(POOL);
        for (String target : List.of(POOL, POOL_ADDRESS)) {
            assertThat(installation.pool(target).examine())
                    .singleElement()
                    .satisfies(
                            it -> {
                                assertThat(it).isInstanceOf(Finding.Fail.class);
                                assertThat(it.detail())
                                        .startsWith("There is no session pool")
                                        .endsWith("Azure answers 404.");
                                assertThat(it.command().orElse(""))
                                        .contains("--resource-type Microsoft.App/sessionPools");
                            });
        }
        assertThat(installation.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "404, SessionPoolNotFound, there is no session pool at this address",
        "401, Unauthorized, does not take a token for https://dynamicsessions.io",
        "403, Forbidden, the role is missing",
    })
    void thePoolsOwnAnswersAreToldApart(int status, String code, String detail) {
        Finding found = answered(status, code, installation.pool(POOL_ADDRESS));
        assertThat(found).isInstanceOf(Finding.Fail.class);
        assertThat(found.detail()).startsWith(status + " " + code).contains(detail);
    }

    @Test
    void theRoleIsAssignedOnThePoolThatTheAddressTells() {
        assertThat(answered(403, "", installation.pool(POOL_ADDRESS)).command().orElse(""))
                .contains("--url '" + POOL + "/providers/Microsoft.Authorization/roleAssignments/");
    }

    @Test
    void aCustomContainersOwn404IsNotTakenForThePools() {
        Finding found = answered(404, "", installation.pool("https://pool.example.com"));
        assertThat(found).isInstanceOf(Finding.Warn.class);
        assertThat(found.remedy().orElse("")).contains("resource id");
    }

    @Test
    void aFailureOfTheServiceIsNotTakenForYes() {
        assertThat(answered(503, "", installation.openai(ADDRESS)))
                .isInstanceOf(Finding.Warn.class);
    }

    @Test
    void aTokenOfAnotherTenantIsNotTakenForYes() {
        assertThat(answered(400, "BadRequest", installation.openai(ADDRESS)))
                .isInstanceOf(Finding.Fail.class);
    }

    @Test
    void anAddressMayBeGivenAsPortalsShowIt() {
        for (String shown : List.of("/", "/openai", "/openai/v1/")) {
            installation.asked.clear();
            installation.openai(ADDRESS + shown).examine();
            assertThat(installation.asked)
                    .extracting(DataPlane.Question::address)
                    .containsExactly(URI.create(ADDRESS + "/openai/v1/models"));
        }
    }

    @Test
    void aListedTenantThatDoesNotExistIsCorrectedWhereItIsListed() {
        installation.refusals.put(Installation.OTHER_TENANT, 90002);
        assertThat(installation.tenants().examine().getFirst().remedy())
                .contains("Correct its id in entra.tenants.");
    }

    @Test
    void anAccountThatIsNotThereIsSaid() {
        Finding found = answered(404, "404", installation.openai(ADDRESS));
        assertThat(found).isInstanceOf(Finding.Fail.class);
        assertThat(found.detail())
                .isEqualTo("404: there is no Azure OpenAI account at this address.");
    }

    @Test
    void aDeploymentIsAskedForWithoutAMessage() {
        assertThat(installation.openai(DEPLOYED).examine().getLast().detail())
                .isEqualTo("oai-lab.example.com takes the token, and deployment gpt-9 is there.");
        assertThat(installation.asked)
                .extracting(it -> it.body().orElse("GET") + " " + it.address())
                .containsExactly(
                        "GET " + ADDRESS + "/openai/v1/models",
                        "{} " + DEPLOYED + "/chat/completions?api-version=2024-10-21");
    }

    @Test
    void aDeploymentThatIsNotThereHasARowOfItsOwn() {
        var answer = new ServiceAnswer(AzureService.OPENAI, DEPLOYED, installation.workload());
        Finding byAddress =
                answer.judgeDeployment(
                        Optional.of(new DataPlane.Answer(404, "DeploymentNotFound")));
        installation.assignments.add(Installation.held(AzureRole.OPENAI_USER, OPENAI));
        installation.missing.add(OPENAI + "/deployments/gpt-9");
        List<Finding> byId = installation.openai(OPENAI + "/deployments/gpt-9").examine();
        assertThat(byId).first().isInstanceOf(Finding.Ok.class);
        assertThat(byId).last().isInstanceOf(Finding.Ok.class);
        for (Finding found : List.of(byAddress, byId.get(1))) {
            assertThat(found).isInstanceOf(Finding.Fail.class);
            assertThat(found.detail()).contains("404", "the account has no deployment gpt-9.");
        }
        assertThat(byId.get(1).command())
                .contains(
                        "az rest --method get --url '"
                                + OPENAI
                                + "''/deployments?api-version=2025-09-01' --query 'value[].name'"
                                + " --output tsv");
    }
}
