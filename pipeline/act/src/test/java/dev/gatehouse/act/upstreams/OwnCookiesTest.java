package dev.gatehouse.act.upstreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnCookiesTest {
    private final OwnCookies own = new OwnCookies(Set.of("__Host-gatehouse", "gatehouse_state"));

    @ParameterizedTest
    @CsvSource({
        "'a=1; __Host-gatehouse=t; b=2',          'a=1; b=2'",
        "'__Host-gatehouse=t',                    ''",
        "'__Host-gatehouse = t;a=1',              'a=1'",
        "'gatehouse_state;a=1',                   'a=1'",
        "'__Host-gatehouse=t; __Host-gatehouse=u',''",
        "'x__Host-gatehouse=1',                   'x__Host-gatehouse=1'",
        "'a=__Host-gatehouse',                    'a=__Host-gatehouse'",
        "'a=\"x; __Host-gatehouse=t\"',           'a=\"x'",
        "'',                                      ''",
    })
    void takesOnlyGatehousesCookiesOut(String header, String left) {
        assertThat(own.foreign(header)).isEqualTo(left);
    }

    @Test
    void returnsTheSameTextWhereNothingIsTakenOut() {
        String header = "a=1; b=2";

        assertThat(own.foreign(header)).isSameAs(header);
    }

    @ParameterizedTest
    @CsvSource({
        "'__Host-gatehouse=x; Path=/; Secure', true",
        "' gatehouse_state =; Max-Age=0',      true",
        "'theirs=1; Path=/gatehouse_state',    false",
        "'theirs=__Host-gatehouse',            false",
    })
    void knowsWhenAnUpstreamWouldSetOne(String setCookie, boolean sets) {
        assertThat(own.setBy(setCookie)).isEqualTo(sets);
    }
}
