package dev.gatehouse.emulator;

import dev.gatehouse.emulator.arm.ArmApi;
import dev.gatehouse.emulator.arm.OpenAi;
import dev.gatehouse.emulator.arm.Sessions;
import dev.gatehouse.emulator.identity.IdentityApi;
import dev.gatehouse.emulator.web.Exchange;
import dev.gatehouse.emulator.web.ExchangeLog;
import dev.gatehouse.emulator.web.Fault;
import dev.gatehouse.emulator.web.Faults;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.web.Service;
import dev.gatehouse.emulator.world.WorldClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gives each request to the service that its path belongs to, lets faults happen, and keeps the
 * log.
 */
final class Services implements Handler {
    private final Map<Service, Handler> handlers;
    private final Faults faults;
    private final ExchangeLog log;
    private final WorldClock clock;
    private final FaultAnswers answers;

    /** Services, one handler each. */
    Services(Map<Service, Handler> handlers, Faults faults, ExchangeLog log, WorldClock clock) {
        this.handlers = Map.copyOf(handlers);
        this.faults = faults;
        this.log = log;
        this.clock = clock;
        this.answers = new FaultAnswers(clock);
    }

    @Override
    public Response handle(Request request) {
        Service service = of(request);
        Handler handler = handlers.getOrDefault(service, Services::absent);
        if (service == Service.EMULATOR) {
            return handler.handle(request);
        }
        Instant time = clock.instant();
        Response response =
                faults.take(service, request)
                        .map(fault -> faulty(fault, handler, request))
                        .orElseGet(() -> handler.handle(request));
        log.record(
                new Exchange(
                        time,
                        service,
                        request.method(),
                        request.path(),
                        response.status(),
                        response.caller(),
                        response.grant()));
        return response;
    }

    /** The service of a path. Unreadable paths are Entra's, which answers 400. */
    static Service of(Request request) {
        List<String> segments;
        try {
            segments = request.segments();
        } catch (MalformedRequest e) {
            return Service.ENTRA;
        }
        if (segments.isEmpty()) {
            return Service.ENTRA;
        }
        if (segments.getFirst().equals("_emulator")) {
            return Service.EMULATOR;
        }
        if (segments.getFirst().toLowerCase(Locale.ROOT).equals("v1.0")) {
            return Service.GRAPH;
        }
        if (OpenAi.owns(segments)) {
            return Service.OPENAI;
        }
        if (Sessions.owns(segments)) {
            return Service.SESSIONS;
        }
        if (ArmApi.owns(segments)) {
            return Service.ARM;
        }
        return IdentityApi.owns(segments) ? Service.IDENTITY : Service.ENTRA;
    }

    private Response faulty(Fault fault, Handler handler, Request request) {
        sleep(fault.latency());
        return answers.instead(fault, request)
                .orElseGet(() -> answers.changed(fault, handler.handle(request)));
    }

    private static void sleep(Duration latency) {
        try {
            Thread.sleep(latency);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Response absent(Request request) {
        return Response.empty(404);
    }
}
