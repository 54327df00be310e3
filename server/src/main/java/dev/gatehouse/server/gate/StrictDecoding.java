package dev.gatehouse.server.gate;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Puts a stricter decoder in the place of Vert.x's, once for a connection. Vert.x chooses the
 * decoder by the connection's first bytes, so this waits for them, behind where it chooses, and is
 * then gone.
 */
final class StrictDecoding extends ChannelInboundHandlerAdapter {
    private static final String DECODER = "httpDecoder";

    private final HttpServerOptions options;
    private boolean behind;

    StrictDecoding(HttpServerOptions options) {
        this.options = options;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        ChannelPipeline pipeline = context.pipeline();
        var chooses = pipeline.context(Http1xOrH2CHandler.class);
        if (!behind && chooses != null) {
            var next = new StrictDecoding(options);
            next.behind = true;
            pipeline.addAfter(chooses.name(), null, next);
        } else {
            harden(pipeline, options);
        }
        pipeline.remove(this);
        context.fireChannelRead(bytes);
    }

    /** Where the connection speaks HTTP/1 and its decoder is Vert.x's own. */
    static void harden(ChannelPipeline pipeline, HttpServerOptions options) {
        if (pipeline.get(DECODER) instanceof VertxHttpRequestDecoder usual
                && !(usual instanceof Decoder)) {
            pipeline.replace(usual, DECODER, new Decoder(options));
        }
    }

    /**
     * Refuses a body with two lengths, which Netty reads as chunked: "such a message might indicate
     * an attempt to perform request smuggling" (RFC 9112 section 6.3). What is thrown makes the
     * message an invalid one.
     */
    private static final class Decoder extends VertxHttpRequestDecoder {
        Decoder(HttpServerOptions options) {
            super(options);
        }

        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            throw new IllegalArgumentException("the body has two lengths");
        }
    }
}
