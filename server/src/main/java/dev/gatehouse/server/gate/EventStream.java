package dev.gatehouse.server.gate;

import dev.gatehouse.server.desk.Desk;
import dev.gatehouse.server.desk.OpenStream;
import dev.gatehouse.server.http.Answer;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes a stream of server-sent events (HTML standard, section 9.2). The desk's thread draws the
 * next event only once there is room for it; all else lives on one event loop.
 */
final class EventStream implements OpenStream.Sink {
    private static final Answer HEAD =
            Answer.empty(200)
                    .with("Content-Type", "text/event-stream; charset=utf-8")
                    .with("Cache-Control", "no-store")
                    .with("X-Accel-Buffering", "no");

    private final Intake.Asked asked;
    private final OpenStream stream;
    private final Desk desk;
    private final Running running;
    private final Replies replies;
    private final GateSettings settings;
    private final Context loop;
    private final HttpServerResponse response;
    private final Semaphore room = new Semaphore(0);
    private volatile boolean over;

    EventStream(
            Intake.Asked asked,
            OpenStream stream,
            Desk desk,
            Running running,
            Replies replies,
            GateSettings settings,
            Context loop) {
        this.asked = asked;
        this.stream = stream;
        this.desk = desk;
        this.running = running;
        this.replies = replies;
        this.settings = settings;
        this.loop = loop;
        this.response = asked.request().response();
    }

    /**
     * @param stopping whether the gate stops: then only what is known now is sent
     */
    void begin(boolean stopping) {
        running.began(this, asked.request().connection());
        response.closeHandler(_ -> callerLeft());
        response.exceptionHandler(_ -> callerLeft());
        if (response.closed()) {
            callerLeft(); // while the desk decided: nobody will tell us again
            return;
        }
        replies.head(response, HEAD, asked.requestId());
        response.setChunked(true);
        response.writeHead();
        if (stopping) {
            stop();
        }
        desk.flow(stream, this);
    }

    void stop() {
        stream.stop("");
    }

    @Override
    public boolean write(String text) throws InterruptedException {
        loop.runOnContext(_ -> writeNow(text));
        if (!room.tryAcquire(settings.idle().toMillis(), TimeUnit.MILLISECONDS)) {
            loop.runOnContext(_ -> hangUp());
            return false;
        }
        return !over;
    }

    private void writeNow(String text) {
        if (over) {
            room.release();
            return;
        }
        response.write(text);
        if (response.writeQueueFull()) {
            response.drainHandler(_ -> room.release());
        } else {
            room.release();
        }
    }

    @Override
    public void end() {
        loop.runOnContext(
                _ -> {
                    if (!over) {
                        finish(200, "");
                        response.end();
                    }
                });
    }

    /** The caller has taken nothing for too long. */
    private void hangUp() {
        if (!over) {
            finish(Carriage.CLIENT_CLOSED, "client_closed");
            if (asked.request().version() == HttpVersion.HTTP_2) {
                response.reset();
            } else {
                asked.request().connection().close();
            }
        }
    }

    private void callerLeft() {
        if (!over) {
            finish(Carriage.CLIENT_CLOSED, "client_closed");
        }
    }

    private void finish(int status, String code) {
        over = true;
        room.release();
        running.ended(this, asked.request().connection());
        stream.ended(status, code);
    }
}
