package dev.gatehouse.server.gate;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A transport whose first listener tells of each connection as it is accepted, which Vert.x has no
 * way to ask for. The first is the gate's: all of its loops share it.
 */
final class TellingTransport implements io.vertx.core.transport.Transport, Transport {
    private final io.vertx.core.transport.Transport chosen;
    private final Transport usual;
    private final ChannelHandler told;
    private final AtomicBoolean first = new AtomicBoolean(true);

    private TellingTransport(io.vertx.core.transport.Transport chosen, ChannelHandler told) {
        this.chosen = chosen;
        this.usual = chosen.implementation();
        this.told = told;
    }

    /** Native where that is possible. */
    static TellingTransport to(ChannelHandler told) {
        io.vertx.core.transport.Transport fast =
                io.vertx.core.transport.Transport.nativeTransport();
        return new TellingTransport(
                fast != null && fast.available() ? fast : io.vertx.core.transport.Transport.NIO,
                told);
    }

    @Override
    public void configure(NetServerOptions options, boolean domain, ServerBootstrap listener) {
        usual.configure(options, domain, listener);
        if (first.getAndSet(false)) {
            listener.handler(told);
        }
    }

    @Override
    public String name() {
        return chosen.name();
    }

    @Override
    public boolean available() {
        return chosen.available();
    }

    @Override
    public Throwable unavailabilityCause() {
        return chosen.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return this;
    }

    @Override
    public boolean supportsDomainSockets() {
        return usual.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return usual.supportFileRegion();
    }

    @Override
    public boolean isAvailable() {
        return usual.isAvailable();
    }

    @Override
    public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        return usual.convert(address);
    }

    @Override
    public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
        return usual.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return usual.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ratio) {
        return usual.eventLoopGroup(type, threads, factory, ratio);
    }

    @Override
    public DatagramChannel datagramChannel() {
        return usual.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation")
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return usual.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domain) {
        return usual.channelFactory(domain);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domain) {
        return usual.serverChannelFactory(domain);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        usual.configure(channel, options);
    }

    @Override
    public void configure(
            ClientOptionsBase options, int timeoutMillis, boolean domain, Bootstrap client) {
        usual.configure(options, timeoutMillis, domain, client);
    }
}
