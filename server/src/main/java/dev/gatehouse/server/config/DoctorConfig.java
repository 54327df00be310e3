package dev.gatehouse.server.config;

import java.util.List;
import java.util.Optional;

/**
 * What {@code gatehouse doctor} looks at besides ({@code doctor}).
 *
 * @param expect role assignments that the platform identity must have
 * @param openai the Azure OpenAI account, or one deployment in it: resource id or https address
 * @param sessionPool the session pool: resource id or https address
 */
public record DoctorConfig(
        List<Expected> expect, Optional<String> openai, Optional<String> sessionPool) {
    public DoctorConfig {
        expect = List.copyOf(expect);
    }

    /**
     * One of them.
     *
     * @param role a built-in role's name, or any role's GUID
     * @param scope a resource id, such as {@code /subscriptions/<id>}
     */
    public record Expected(String role, String scope) {}
}
