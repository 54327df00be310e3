package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.kernel.AccessToken;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntraGroupsTest {
    private static final AccessToken TOKEN = new AccessToken("graph-token", TickingClock.START);

    private final List<HttpRequest> asked = new ArrayList<>();
    private EntraHttp.Answer answer = new EntraHttp.Answer(200, Map.of(), "{\"value\":[]}");
    private final EntraGroups groups =
            new EntraGroups(
                    Cloud.PUBLIC,
                    request -> {
                        asked.add(request);
                        return answer;
                    });

    @Test
    void answersInLowerCaseAndOnlyWhatWasAskedFor() {
        answer = new EntraHttp.Answer(200, Map.of(), "{\"value\":[\"AA\",\"cc\",7]}");

        assertThat(groups.memberOf(Set.of("aA", "bb"), TOKEN)).containsExactly("aa");
    }

    @Test
    void asksGraphWithTheCallersToken() {
        groups.memberOf(Set.of("aa"), TOKEN);

        HttpRequest request = asked.getFirst();
        assertThat(request.uri())
                .hasToString("https://graph.microsoft.com/v1.0/me/checkMemberGroups");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().firstValue("Authorization")).contains("Bearer graph-token");
    }

    @Test
    void asksForTwentyGroupsAtATime() {
        Set<String> many = new TreeSet<>();
        for (int i = 0; i < 41; i++) {
            many.add("group-" + i);
        }
        groups.memberOf(many, TOKEN);

        assertThat(asked).hasSize(3);
    }

    @Test
    void asksNothingAboutNoGroups() {
        assertThat(groups.memberOf(Set.of(), TOKEN)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|{\"value\":[]}",
                "302|{\"value\":[]}",
                "500|''",
                "200|<html>",
                "200|{}",
                "200|{\"value\":\"aa\"}",
            })
    void neverTakesAFailureForNoGroups(int status, String body) {
        answer = new EntraHttp.Answer(status, Map.of(), body);

        assertThatThrownBy(() -> groups.memberOf(Set.of("aa"), TOKEN))
                .isInstanceOf(GroupsUnavailable.class);
    }

    @Test
    void neverTakesAnOutageForNoGroups() {
        EntraGroups unreachable =
                new EntraGroups(
                        Cloud.PUBLIC,
                        _ -> {
                            throw new IOException("connection refused");
                        });

        assertThatThrownBy(() -> unreachable.memberOf(Set.of("aa"), TOKEN))
                .isInstanceOf(GroupsUnavailable.class);
    }
}
