package dev.gatehouse.server.workbench;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.resources.Action;
import dev.gatehouse.operate.resources.Cancellation;
import dev.gatehouse.operate.resources.Kind;
import dev.gatehouse.operate.resources.Operation;
import dev.gatehouse.operate.resources.Operations;
import dev.gatehouse.operate.resources.Order;
import dev.gatehouse.operate.resources.Owner;
import dev.gatehouse.operate.resources.Resumption;
import dev.gatehouse.operate.resources.Submission;
import dev.gatehouse.operate.resources.Task;
import dev.gatehouse.operate.resources.Templated;
import dev.gatehouse.operate.resources.Templates;
import dev.gatehouse.operate.resources.Watch;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.Call;
import dev.gatehouse.server.http.ErrorAnswers;
import dev.gatehouse.server.http.StreamDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Long work on Azure resources: ask for it, look at it, follow it, let it go on, cancel it. */
public final class OperationDoors {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    private static final int MOST_LISTED = 200;

    private final Operations operations;
    private final Templates templates;
    private final ErrorAnswers errors;
    private final Function<Authenticated, Identity> writing;

    /**
     * @param writing as whom Azure is asked to abandon something: never with a fallback
     */
    public OperationDoors(
            Operations operations,
            Templates templates,
            ErrorAnswers errors,
            Function<Authenticated, Identity> writing) {
        this.operations = operations;
        this.templates = templates;
        this.errors = errors;
        this.writing = writing;
    }

    /** {@code POST /api/resources/{kind}}. */
    public Answer create(Call call) {
        Optional<Kind> kind = Kind.parse(segment(call, 1));
        return kind.isEmpty()
                ? unknown(call, "There is no such kind of resource.")
                : submit(call, templates.create(kind.get(), body(call)));
    }

    /** {@code POST /api/resources/aks/{name}/start?subscription_id=&resource_group=}. */
    public Answer start(Call call) {
        return power(call, Action.START);
    }

    /** The same with {@code stop}. */
    public Answer stop(Call call) {
        return power(call, Action.STOP);
    }

    private Answer power(Call call, Action action) {
        return submit(
                call,
                templates.act(
                        Kind.AKS,
                        action,
                        parameter(call, "subscription_id"),
                        parameter(call, "resource_group"),
                        segment(call, 2)));
    }

    /** {@code DELETE /api/resources/{kind}/{name}?subscription_id=&resource_group=&confirm=}. */
    public Answer delete(Call call) {
        Optional<Kind> kind = Kind.parse(segment(call, 2).toLowerCase(Locale.ROOT));
        if (kind.isEmpty() || kind.get() == Kind.ROLE_ASSIGNMENTS) {
            return unknown(call, "There is no such kind of resource, or it is not deleted here.");
        }
        String name = segment(call, 1);
        Templated made =
                templates.act(
                        kind.get(),
                        Action.DELETE,
                        parameter(call, "subscription_id"),
                        parameter(call, "resource_group"),
                        name);
        boolean confirmed = parameter(call, "confirm").equals(name);
        return made instanceof Templated.Valid && !confirmed
                ? invalid(
                        call,
                        "confirm",
                        "must be the name of the resource that is to be deleted, " + name)
                : submit(call, made);
    }

    private Answer submit(Call call, Templated made) {
        return switch (made) {
            case Templated.Invalid(String field, String why) -> invalid(call, field, why);
            case Templated.Valid(Task task) -> {
                Optional<String> key = call.header().apply("idempotency-key");
                yield key.isPresent() && !KEY.matcher(key.get()).matches()
                        ? invalid(
                                call,
                                "Idempotency-Key",
                                "must be 1 to 255 visible ASCII characters")
                        : submit(call, task, key);
            }
        };
    }

    private Answer submit(Call call, Task task, Optional<String> key) {
        Authenticated known = call.authenticated();
        var order =
                new Order(
                        task,
                        known.principal(),
                        known.assertion(),
                        key,
                        digest(call),
                        call.began());
        try {
            return answer(call, operations.submit(order));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return refused(call, Refusal.of(RefusalCode.OVERLOADED, "Gatehouse is stopping."));
        }
    }

    private Answer answer(Call call, Submission made) {
        return switch (made) {
            case Submission.Accepted(Operation operation) -> shown(call, 202, operation);
            case Submission.Known(Operation operation) ->
                    shown(call, operation.terminal() ? 200 : 202, operation);
            case Submission.Failed(Operation operation, Refusal why) ->
                    refused(call, why.with("operation", operation.id()))
                            .actedAs(operation.terms().identity(), "");
            case Submission.Refused(Refusal why, String reason) ->
                    refused(call, why).actedAs(DownstreamIdentity.NONE, reason);
        };
    }

    private Answer shown(Call call, int status, Operation operation) {
        String path = call.route().path().value();
        int api = path.indexOf("/api/");
        DownstreamIdentity used = operation.terms().identity();
        return Answer.json(status, OperationJson.answer(operation))
                .with("Location", path.substring(0, api) + "/api/operations/" + operation.id())
                .actedAs(used, "");
    }

    /** {@code GET /api/operations}: the caller's own; all for administrators. */
    public Answer list(Call call) {
        var caller = call.authenticated().principal();
        Optional<Owner> owner =
                caller.holds(Role.ADMIN) ? Optional.empty() : Optional.of(Owner.of(caller));
        List<Operation> found = operations.newest(owner, MOST_LISTED);
        return Answer.json(200, OperationJson.list(found));
    }

    /** {@code GET /api/operations/{id}}. */
    public Answer one(Call call) {
        return visible(call, segment(call, 1))
                .map(operation -> Answer.json(200, OperationJson.answer(operation)))
                .orElseGet(() -> unknown(call, "There is no such operation."));
    }

    /** {@code GET /api/operations/{id}/events}. */
    public StreamDoor.Opened events(Call call) {
        return visible(call, segment(call, 2))
                .flatMap(operation -> operations.watch(operation.id()))
                .<StreamDoor.Opened>map(OperationDoors::stream)
                .orElseGet(
                        () -> new StreamDoor.Turned(unknown(call, "There is no such operation.")));
    }

    private static StreamDoor.Flowing stream(Watch watch) {
        return new StreamDoor.Flowing(new OperationEvents(watch));
    }

    /** {@code POST /api/operations/{id}/cancel}. */
    public Answer cancel(Call call) {
        Optional<Operation> operation = visible(call, segment(call, 2));
        if (operation.isEmpty()) {
            return unknown(call, "There is no such operation.");
        }
        Authenticated known = call.authenticated();
        return switch (operations.cancel(
                operation.get(), writing.apply(known), Owner.of(known.principal()))) {
            case Cancellation.Taken(Operation now) -> shown(call, now.terminal() ? 200 : 202, now);
            case Cancellation.Refused(Refusal why) -> refused(call, why);
        };
    }

    /** {@code POST /api/operations/{id}/resume}, with what was demanded in the caller's token. */
    public Answer resume(Call call) {
        Optional<Operation> operation = visible(call, segment(call, 2));
        if (operation.isEmpty()) {
            return unknown(call, "There is no such operation.");
        }
        Authenticated known = call.authenticated();
        return switch (operations.resume(operation.get(), known.principal(), known.assertion())) {
            case Resumption.Taken(Operation now) -> shown(call, 202, now);
            case Resumption.Refused(Refusal why, String reason) ->
                    refused(call, why).actedAs(DownstreamIdentity.NONE, reason);
        };
    }

    private Optional<Operation> visible(Call call, String id) {
        var caller = call.authenticated().principal();
        String own = Owner.of(caller).key();
        return operations
                .find(id)
                .filter(found -> caller.holds(Role.ADMIN) || found.owner().key().equals(own));
    }

    private Answer unknown(Call call, String detail) {
        return refused(call, Refusal.of(RefusalCode.NOT_FOUND, detail));
    }

    private Answer invalid(Call call, String field, String why) {
        return refused(
                call,
                Refusal.of(RefusalCode.INVALID_REQUEST, field + " " + why + ".")
                        .with("field", field));
    }

    private Answer refused(Call call, Refusal why) {
        return errors.of(why, call.requestId());
    }

    private static JsonNode body(Call call) {
        try {
            return JSON.readTree(call.body());
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A segment of the path, counted from its end: 1 is the last. */
    private static String segment(Call call, int fromEnd) {
        String[] segments = call.route().path().value().split("/");
        return segments[segments.length - fromEnd];
    }

    private static String parameter(Call call, String name) {
        return call.parameter(name).orElse("");
    }

    private static String digest(Call call) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            String target = call.route().method() + " " + call.route().path().value() + "\n";
            sha256.update(target.getBytes(StandardCharsets.UTF_8));
            sha256.update((call.query() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(call.body()));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
