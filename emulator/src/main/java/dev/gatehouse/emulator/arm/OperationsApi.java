package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.util.Optional;

/**
 * {@code /subscriptions/{s}/providers/{namespace}/locations/{region}/…}: how long operations are
 * doing, as {@code operations/{id}} (the form of {@code Azure-AsyncOperation}) and as {@code
 * operationresults/{id}} (the form of {@code Location}).
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations">Azure
 *     asynchronous operations</a>
 */
final class OperationsApi {
    private static final String RETRY_SECONDS = "1";

    /** The answer, if the path is that of an operation. */
    Optional<Response> poll(ArmCall call, ProviderPath path) {
        boolean status = path.at(2).equals("operations");
        boolean result = path.at(2).equals("operationresults");
        if (path.group().isPresent()
                || path.length() != 4
                || !path.at(0).equals("locations")
                || !(status || result)) {
            return Optional.empty();
        }
        if (!call.is("GET")) {
            return Optional.of(ArmError.notFound());
        }
        Optional<LongOperation> found =
                Guids.parse(path.at(3))
                        .flatMap(call.state().longOperations()::find)
                        .filter(each -> each.work().location().equalsIgnoreCase(path.at(1)))
                        .filter(each -> path.within().contains(each.work().resource()));
        if (found.isEmpty()) {
            return Optional.of(
                    ArmError.of(
                            404,
                            "OperationNotFound",
                            "The operation '" + path.name(3) + "' is not found."));
        }
        LongOperation operation = found.get();
        String read = namespace(operation) + "/locations/operations/read";
        Optional<Response> refusal =
                operation.caller().equals(call.caller().object())
                        ? Optional.empty()
                        : call.refusal(read, path.within());
        return refusal.isPresent()
                ? refusal
                : Optional.of(status ? status(call, operation) : result(call, operation));
    }

    private static Response status(ArmCall call, LongOperation operation) {
        Response answer = Response.json(200, operation.json(call.now()));
        return operation.running() ? answer.with("Retry-After", RETRY_SECONDS) : answer;
    }

    private static Response result(ArmCall call, LongOperation operation) {
        return switch (operation.status()) {
            case IN_PROGRESS ->
                    Response.empty(202)
                            .with(
                                    "Location",
                                    address(call.request(), operation, "operationresults"))
                            .with("Retry-After", RETRY_SECONDS);
            case SUCCEEDED ->
                    written(call, operation)
                            .map(resource -> Response.json(200, resource.json()))
                            .orElseGet(() -> Response.empty(204));
            case FAILED, CANCELED ->
                    operation
                            .error()
                            .map(error -> ArmError.of(409, error.code(), error.message()))
                            .orElseGet(() -> Response.empty(204));
        };
    }

    /** What the operation has written, if it was a write. */
    private static Optional<Resource> written(ArmCall call, LongOperation operation) {
        return operation.work().action().endsWith("/write")
                ? call.state().resource(operation.work().resource())
                : Optional.empty();
    }

    /** The answer with the addresses of its operation, on the origin that the request came to. */
    static Response addressed(Request request, LongOperation operation, Response answer) {
        return answer.with("Azure-AsyncOperation", address(request, operation, "operations"))
                .with("Location", address(request, operation, "operationresults"))
                .with("Retry-After", RETRY_SECONDS);
    }

    private static String address(Request request, LongOperation operation, String form) {
        LongOperation.Work work = operation.work();
        return "%s/subscriptions/%s/providers/%s/locations/%s/%s/%s?api-version=%s"
                .formatted(
                        request.origin(),
                        work.resource().subscription().orElseThrow(),
                        namespace(operation),
                        work.location(),
                        form,
                        operation.id(),
                        request.query("api-version").orElse(""));
    }

    private static String namespace(LongOperation operation) {
        String action = operation.work().action();
        return action.substring(0, action.indexOf('/'));
    }
}
