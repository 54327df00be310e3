package dev.gatehouse.server.gate;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Locale;

/**
 * Takes the offer of cleartext HTTP/2 out of a connection's first request, as RFC 9110 section 7.8
 * lets a server do and RFC 9113 section 3.1 expects; Vert.x looks for it nowhere else. Vert.x would
 * turn the request's body into frames without flow control, so that a body of any length ends up in
 * memory, and would not look whether the decoder refused the head. Who begins with HTTP/2 (prior
 * knowledge) is not affected.
 */
final class NoUpgradeToH2c extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            HttpHeaders headers = request.headers();
            if (offered(headers)) {
                headers.remove(HttpHeaderNames.UPGRADE);
            }
            context.pipeline().remove(this);
        }
        context.fireChannelRead(message);
    }

    private static boolean offered(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.UPGRADE).stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("h2c"));
    }
}
