package dev.gatehouse.emulator.arm;

import java.util.List;

/** Built-in roles for Azure OpenAI and for dynamic sessions, with Microsoft's ids. */
final class WorkloadRoles {
    /** The data action of a chat completion. */
    static final String CHAT =
            "Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action";

    /** The data action of listing an account's models. */
    static final String MODELS = "Microsoft.CognitiveServices/accounts/OpenAI/models/read";

    /** The data action of running code in a session. */
    static final String EXECUTE = "Microsoft.App/sessionPools/interpreters/execute/action";

    private static final String OPENAI = "Microsoft.CognitiveServices/accounts/OpenAI/";
    private static final List<String> READING =
            List.of(
                    "Microsoft.CognitiveServices/*/read",
                    "Microsoft.Authorization/roleAssignments/read",
                    "Microsoft.Authorization/roleDefinitions/read");

    static final RoleDefinition OPENAI_USER =
            new RoleDefinition(
                    "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
                    "Cognitive Services OpenAI User",
                    "Ability to view files, models, deployments. Readers can't make any changes."
                            + " They can inference.",
                    Permission.of(
                            READING,
                            List.of(),
                            List.of(
                                    OPENAI + "*/read",
                                    OPENAI + "deployments/completions/action",
                                    OPENAI + "deployments/embeddings/action",
                                    OPENAI + "responses/write",
                                    CHAT),
                            List.of()));
    static final RoleDefinition OPENAI_CONTRIBUTOR =
            new RoleDefinition(
                    "a001fd3d-188f-4b5d-821b-7da978bf7442",
                    "Cognitive Services OpenAI Contributor",
                    "Full access including the ability to fine-tune, deploy and generate text",
                    Permission.of(
                            List.of(
                                    "Microsoft.CognitiveServices/*/read",
                                    "Microsoft.CognitiveServices/accounts/deployments/write",
                                    "Microsoft.CognitiveServices/accounts/deployments/delete",
                                    "Microsoft.Authorization/roleAssignments/read",
                                    "Microsoft.Authorization/roleDefinitions/read"),
                            List.of(),
                            List.of(OPENAI + "*"),
                            List.of()));
    static final RoleDefinition SESSION_EXECUTOR =
            new RoleDefinition(
                    "0fb8eba5-a2bb-4abe-b1c1-49dfad359bb0",
                    "Azure ContainerApps Session Executor",
                    "Create and execute sessions in a sessionPool.",
                    Permission.of(
                            List.of(),
                            List.of(),
                            List.of("Microsoft.App/sessionPools/*/read", EXECUTE),
                            List.of()));

    private WorkloadRoles() {}
}
