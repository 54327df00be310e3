package dev.gatehouse.server.workbench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.operate.resources.Note;
import dev.gatehouse.operate.resources.Operation;
import dev.gatehouse.operate.resources.Progress;
import dev.gatehouse.operate.resources.Step;
import java.util.List;
import java.util.TreeMap;

/** Operations as the API shows them. */
final class OperationJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OperationJson() {}

    static String one(Operation operation) {
        return of(operation).toString();
    }

    static String answer(Operation operation) {
        return JSON.createObjectNode().set("operation", of(operation)).toString();
    }

    static String list(List<Operation> operations) {
        ObjectNode root = JSON.createObjectNode();
        var list = root.putArray("operations");
        operations.forEach(operation -> list.add(of(operation)));
        return root.toString();
    }

    private static ObjectNode of(Operation operation) {
        Progress progress = operation.progress();
        ObjectNode json =
                JSON.createObjectNode()
                        .put("id", operation.id())
                        .put("kind", operation.task().wire())
                        .put("resource", operation.task().resource())
                        .put("status", operation.status().wire())
                        .put("percent", progress.percent());
        var steps = json.putArray("steps");
        for (Step step : progress.steps()) {
            steps.addObject()
                    .put("name", step.name())
                    .put("status", step.state().wire())
                    .put("detail", step.detail())
                    .put("at", step.at().toString());
        }
        json.put(
                "identity",
                operation.terms().identity() == DownstreamIdentity.USER ? "user" : "platform");
        json.putObject("caller").put("name", operation.owner().name());
        json.put("cancellable", operation.cancellable());
        json.put("created_at", operation.terms().createdAt().toString());
        json.put("updated_at", progress.updatedAt().toString());
        progress.error().ifPresent(why -> json.set("error", error(why)));
        progress.proof()
                .wanted()
                .ifPresent(
                        wanted ->
                                json.set(
                                        "sign_in",
                                        error(wanted.why())
                                                .put("until", wanted.until().toString())));
        var notes = json.putArray("notes");
        for (Note note : progress.notes()) {
            ObjectNode one = notes.addObject().put("detail", note.detail());
            note.command().ifPresent(command -> one.put("command", command));
        }
        return json;
    }

    private static ObjectNode error(Refusal why) {
        ObjectNode error =
                JSON.createObjectNode()
                        .put("error", why.code().wire())
                        .put("detail", why.detail())
                        .put("remedy", why.code().remedy());
        new TreeMap<>(why.extras()).forEach(error::put);
        why.challenge().ifPresent(claims -> error.put("claims", claims.json()));
        return error;
    }
}
