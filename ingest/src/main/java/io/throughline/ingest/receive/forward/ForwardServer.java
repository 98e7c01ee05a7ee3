package io.throughline.ingest.receive.forward;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.peers.Listening;
import io.throughline.ingest.receive.peers.MemoryBudget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for senders of the Forward protocol (TCP, with or without TLS) and for their heartbeats (UDP), on one port. */
public final class ForwardServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardServer.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final int BACKLOG = 1024;

    private final ForwardReceiver receiver;
    private final EventLoopGroup group;
    private final Channel tcp;
    private final Channel udp;

    private ForwardServer(ForwardReceiver receiver, EventLoopGroup group, Channel tcp, Channel udp) {
        this.receiver = receiver;
        this.group = group;
        this.tcp = tcp;
        this.udp = udp;
    }

    /** The same with memory of its own. */
    public static ForwardServer start(ForwardConfig config, Intake intake) throws IOException {
        return start(config, intake, new MemoryBudget(MemoryBudget.DEFAULT_BYTES));
    }

    /**
     * @param memory for frames that are not whole yet, are being read or wait for room
     * @throws IOException the address cannot be listened on, or a certificate's file cannot be read
     */
    public static ForwardServer start(ForwardConfig config, Intake intake, MemoryBudget memory) throws IOException {
        SslContext tls = config.tls() == null ? null : config.tls().context();
        ForwardReceiver receiver = new ForwardReceiver(config, intake, memory);
        EventLoopGroup group = new NioEventLoopGroup(
                Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("forward", true));
        try {
            Channel tcp = Listening.channel(
                    new ServerBootstrap()
                            .group(group)
                            .channel(NioServerSocketChannel.class)
                            .option(ChannelOption.SO_BACKLOG, BACKLOG)
                            .option(ChannelOption.SO_REUSEADDR, true)
                            .childOption(ChannelOption.SO_KEEPALIVE, true)
                            .childOption(ChannelOption.TCP_NODELAY, true)
                            .childHandler(new Connections(receiver, tls))
                            .bind(config.address(), config.port()),
                    config.address() + ":" + config.port());
            int port = ((InetSocketAddress) tcp.localAddress()).getPort();
            Channel udp = Listening.channel(
                    new Bootstrap()
                            .group(group)
                            .channel(NioDatagramChannel.class)
                            .handler(new Heartbeat())
                            .bind(config.address(), port),
                    config.address() + ":" + port + " (UDP)");
            LOG.info("{}", config);
            return new ForwardServer(receiver, group, tcp, udp);
        } catch (IOException e) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            throw e;
        }
    }

    /** Where it listens. */
    public int port() {
        return ((InetSocketAddress) tcp.localAddress()).getPort();
    }

    /** Connections that are open. */
    public int connections() {
        return receiver.connections().all();
    }

    /** Bytes of frames that are not whole yet or wait for room, with those of who shares the memory. */
    public long bufferedBytes() {
        return receiver.memory().usedBytes();
    }

    /**
     * Takes nothing more, waits a while for what the intake has so that its senders hear of it, and ends all connections. The intake
     * has to be closed after this.
     */
    @Override
    public void close() {
        tcp.close().awaitUninterruptibly();
        udp.close().awaitUninterruptibly();
        receiver.stop();
        long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
        while (receiver.unsafe() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        receiver.channels().close().awaitUninterruptibly();
        group.shutdownGracefully(0, STOP_WITHIN.toSeconds(), TimeUnit.SECONDS).awaitUninterruptibly();
        receiver.complaints().flush();
    }

    /** Sets up each connection. */
    private static final class Connections extends ChannelInitializer<SocketChannel> {
        private final ForwardReceiver receiver;
        private final @Nullable SslContext tls;
        private final SecureRandom random = new SecureRandom();

        private Connections(ForwardReceiver receiver, @Nullable SslContext tls) {
            this.receiver = receiver;
            this.tls = tls;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            ForwardConfig config = receiver.config();
            if (tls != null) {
                SslHandler handler = tls.newHandler(channel.alloc());
                handler.setHandshakeTimeoutMillis(config.limits().handshake().toMillis());
                channel.pipeline().addLast(handler);
            }
            String sharedKey = config.sharedKey();
            Handshake handshake = sharedKey == null ? null : new Handshake(config, sharedKey, random);
            channel.pipeline().addLast(new ForwardConnection(receiver, handshake));
        }
    }
}
