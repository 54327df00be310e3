package dev.gatehouse.operate.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import java.util.UUID;

/** An operation as it is written down. Read only from under a seal, so nothing is checked twice. */
final class OperationDocument {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OperationDocument() {}

    static byte[] write(Operation operation) {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", operation.id());
        Owner owner = operation.owner();
        root.putObject("owner")
                .put("tenant", owner.tenant().toString())
                .put("object", owner.object().toString())
                .put("kind", owner.kind())
                .put("name", owner.name());
        writeTask(root.putObject("task"), operation.task());
        Operation.Terms terms = operation.terms();
        root.putObject("terms")
                .put("digest", terms.digest())
                .put("identity", terms.identity().name())
                .put("requestId", terms.requestId().toString())
                .put("createdAt", terms.createdAt().toString())
                .put("deadline", terms.deadline().toString());
        writeProgress(root.putObject("progress"), operation.progress());
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void writeTask(ObjectNode to, Task task) {
        to.put("kind", task.kind().name());
        to.put("action", task.action().name());
        to.put("resource", task.resource());
        task.body().ifPresent(body -> to.set("body", body));
        task.attach()
                .ifPresent(
                        attach ->
                                to.putObject("attach")
                                        .put("registry", attach.registry())
                                        .put("assignment", attach.assignment()));
    }

    private static void writeProgress(ObjectNode to, Progress progress) {
        to.put("status", progress.status().name());
        to.put("percent", progress.percent());
        to.put("updatedAt", progress.updatedAt().toString());
        ObjectNode sending =
                to.putObject("sending").put("state", progress.sending().state().name());
        sending.put("asyncOperation", progress.sending().asyncOperation());
        progress.sending().link().ifPresent(link -> sending.put("link", link.toString()));
        var steps = to.putArray("steps");
        for (Step step : progress.steps()) {
            steps.addObject()
                    .put("name", step.name())
                    .put("state", step.state().name())
                    .put("detail", step.detail())
                    .put("at", step.at().toString());
        }
        var notes = to.putArray("notes");
        for (Note note : progress.notes()) {
            ObjectNode one = notes.addObject().put("detail", note.detail());
            note.command().ifPresent(command -> one.put("command", command));
        }
        progress.error().ifPresent(why -> writeRefusal(to.putObject("error"), why));
        ObjectNode proof = to.putObject("proof");
        proof.put("waited", progress.proof().waited().toString());
        progress.proof()
                .wanted()
                .ifPresent(
                        wanted -> {
                            writeRefusal(proof.putObject("why"), wanted.why());
                            proof.put("since", wanted.since().toString());
                            proof.put("until", wanted.until().toString());
                        });
    }

    private static void writeRefusal(ObjectNode to, Refusal why) {
        to.put("code", why.code().name()).put("detail", why.detail());
        why.challenge().ifPresent(claims -> to.put("claims", claims.json()));
        ObjectNode extras = to.putObject("extras");
        why.extras().forEach(extras::put);
    }

    static Operation read(byte[] document) {
        JsonNode root = parse(document);
        JsonNode owner = root.path("owner");
        JsonNode terms = root.path("terms");
        return new Operation(
                text(root, "id"),
                new Owner(
                        TenantId.parse(text(owner, "tenant")).orElseThrow(),
                        ObjectId.parse(text(owner, "object")).orElseThrow(),
                        text(owner, "kind"),
                        text(owner, "name")),
                readTask(root.path("task")),
                new Operation.Terms(
                        text(terms, "digest"),
                        DownstreamIdentity.valueOf(text(terms, "identity")),
                        UUID.fromString(text(terms, "requestId")),
                        time(terms, "createdAt"),
                        time(terms, "deadline")),
                readProgress(root.path("progress")));
    }

    private static JsonNode parse(byte[] document) {
        try {
            return JSON.readTree(document);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static Task readTask(JsonNode from) {
        JsonNode attach = from.path("attach");
        return new Task(
                Kind.valueOf(text(from, "kind")),
                Action.valueOf(text(from, "action")),
                text(from, "resource"),
                Optional.of(from.path("body")).filter(JsonNode::isObject),
                attach.isObject()
                        ? Optional.of(
                                new Task.Attachment(
                                        text(attach, "registry"), text(attach, "assignment")))
                        : Optional.empty());
    }

    private static Progress readProgress(JsonNode from) {
        JsonNode sending = from.path("sending");
        var steps = new ArrayList<Step>();
        for (JsonNode step : from.path("steps")) {
            steps.add(
                    new Step(
                            text(step, "name"),
                            Step.State.valueOf(text(step, "state")),
                            text(step, "detail"),
                            time(step, "at")));
        }
        var notes = new ArrayList<Note>();
        for (JsonNode note : from.path("notes")) {
            notes.add(new Note(text(note, "detail"), optional(note, "command")));
        }
        return new Progress(
                Status.valueOf(text(from, "status")),
                from.path("percent").asInt(),
                steps,
                new Sending(
                        Sending.State.valueOf(text(sending, "state")),
                        optional(sending, "link").map(URI::create),
                        sending.path("asyncOperation").asBoolean()),
                Optional.of(from.path("error"))
                        .filter(JsonNode::isObject)
                        .map(OperationDocument::readRefusal),
                notes,
                readProof(from.path("proof")),
                time(from, "updatedAt"));
    }

    /** Empty in records of versions that knew no such wait. */
    private static Proof readProof(JsonNode from) {
        if (!from.isObject()) {
            return Proof.NONE;
        }
        return new Proof(
                Optional.of(from.path("why"))
                        .filter(JsonNode::isObject)
                        .map(
                                why ->
                                        new Proof.Demand(
                                                readRefusal(why),
                                                time(from, "since"),
                                                time(from, "until"))),
                Duration.parse(text(from, "waited")));
    }

    private static Refusal readRefusal(JsonNode from) {
        var extras = new HashMap<String, String>();
        from.path("extras")
                .properties()
                .forEach(entry -> extras.put(entry.getKey(), entry.getValue().asText()));
        return new Refusal(
                RefusalCode.valueOf(text(from, "code")),
                text(from, "detail"),
                optional(from, "claims").map(ClaimsChallenge::new),
                extras);
    }

    private static String text(JsonNode from, String name) {
        return from.path(name).asText();
    }

    private static Optional<String> optional(JsonNode from, String name) {
        return Optional.of(from.path(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static Instant time(JsonNode from, String name) {
        return Instant.parse(text(from, name));
    }
}
