package dev.gatehouse.server.gate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections from their acceptance until HTTP is spoken on them. Vert.x tells of a connection in
 * plain text only with its first request, so until then they are kept here, and are closed when
 * that takes too long. Costs something for each connection and nothing for each request.
 */
@Sharable
final class Newcomers extends ChannelInboundHandlerAdapter {
    private final long patience;
    private final HttpServerOptions options;
    private final Map<Channel, Silence> silent = new ConcurrentHashMap<>();

    private static final class Silence {
        final long since = System.nanoTime();

        /** Touched by the channel's event loop alone. */
        boolean tooLong;
    }

    /**
     * @param patience how long the head of a connection's first request may take
     * @param options of the listener, for the decoder of each connection
     */
    Newcomers(Duration patience, HttpServerOptions options) {
        this.patience = patience.toNanos();
        this.options = options;
    }

    /** Of the listening channel: it reads accepted ones. */
    @Override
    public void channelRead(ChannelHandlerContext listener, Object accepted) {
        if (accepted instanceof Channel newcomer) {
            silent.put(newcomer, new Silence());
            newcomer.closeFuture().addListener(_ -> silent.remove(newcomer));
            newcomer.pipeline().addLast(new StrictDecoding(options));
        }
        listener.fireChannelRead(accepted);
    }

    /**
     * HTTP is spoken on it: {@link Running} looks after it. Over TLS that is known before the first
     * request.
     */
    void spoke(HttpConnection connection) {
        if (connection instanceof HttpServerConnection known) {
            Channel channel = known.channelHandlerContext().channel();
            silent.remove(channel);
            StrictDecoding.harden(channel.pipeline(), options);
        }
    }

    /**
     * Closes those of this event loop that take too long; not at the first sight of it, for a loop
     * that was held up has yet to read what came meanwhile.
     */
    void tick(long now) {
        silent.forEach(
                (channel, silence) -> {
                    if (now - silence.since > patience && channel.eventLoop().inEventLoop()) {
                        if (silence.tooLong) {
                            var _ = channel.close();
                        }
                        silence.tooLong = true;
                    }
                });
    }
}
