package dev.gatehouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorConfigTest {
    private static final String POOL =
            "/subscriptions/s/resourceGroups/rg-lab/providers/Microsoft.App/sessionPools/pool-lab";

    @Test
    void expectsNothingByDefault() {
        DoctorConfig doctor = Loading.with("").config().doctor();
        assertThat(doctor.expect()).isEmpty();
        assertThat(doctor.openai()).isEmpty();
        assertThat(doctor.sessionPool()).isEmpty();
    }

    @Test
    void readsRolesAndServices() {
        DoctorConfig doctor =
                Loading.with(
                                "doctor: {expect: [{role: Storage Blob Data Reader, scope:"
                                        + " /subscriptions/s}], openai: 'https://oai.example.com/',"
                                        + " session-pool: "
                                        + POOL
                                        + "}")
                        .config()
                        .doctor();
        assertThat(doctor.expect())
                .isEqualTo(
                        List.of(
                                new DoctorConfig.Expected(
                                        "Storage Blob Data Reader", "/subscriptions/s")));
        assertThat(doctor.openai()).contains("https://oai.example.com");
        assertThat(doctor.sessionPool()).contains(POOL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{expect: [{role: Reader}]} | doctor.expect[0].scope",
                "{expect: [{scope: /subscriptions/s}]} | doctor.expect[0].role",
                "{expect: [{role: Reader, scope: /subscriptions/s, who: me}]} | doctor.expect[0].who",
                "{expect: [{role: Reader, scope: subscriptions}]} | doctor.expect[0].scope",
                "{expect: [{role: Reader, scope: '/subscriptions/s; rm -rf ~'}]} | doctor.expect[0].scope",
                "{expect: [{role: \"Reader' --x\", scope: /subscriptions/s}]} | doctor.expect[0].role",
                "{openai: 'http://oai.example.com'} | doctor.openai",
                "{session-pool: pool} | doctor.session-pool",
            })
    void refusesWhatCannotStandInACommand(String yaml, String key) {
        assertThat(Loading.with("doctor: " + yaml).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith(key));
    }
}
