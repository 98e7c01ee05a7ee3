package io.throughline.ingest.receive.syslog;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.peers.Listening;
import io.throughline.ingest.receive.peers.MemoryBudget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives syslog by TCP, by UDP on the same port, and by TLS on one of its own where it has a certificate; hands the messages to an
 * intake. By TCP a sender waits while there is no room, by UDP messages are lost then. Nothing is ever acknowledged, for syslog has no
 * word for it: what a sender wrote into a connection that breaks, it has to take for lost.
 */
public final class SyslogServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SyslogServer.class);
    private static final int THREADS = 2;
    private static final int FREE_PORT_TRIES = 10;
    private static final int LARGEST_DATAGRAM = 1 << 16;
    private static final int DATAGRAM_BUFFER_BYTES = 4 << 20;
    private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final long TICK_MILLIS = 10;

    private final SyslogShared shared;
    private final NioEventLoopGroup loops =
            new NioEventLoopGroup(THREADS, new DefaultThreadFactory("syslog", /* daemon= */ true));
    private final ChannelGroup listening = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ChannelGroup connections =
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, /* stayClosed= */ true);
    private int port;
    private int tlsPort = -1;

    private SyslogServer(SyslogShared shared) {
        this.shared = shared;
    }

    /**
     * Starts to receive.
     *
     * @throws IOException a port is taken, or the certificate or its key cannot be used
     */
    public static SyslogServer start(SyslogConfig config, Intake intake) throws IOException {
        return start(config, intake, new MemoryBudget(MemoryBudget.DEFAULT_BYTES));
    }

    /**
     * The same.
     *
     * @param memory for messages that are not whole yet or wait for room
     */
    public static SyslogServer start(SyslogConfig config, Intake intake, MemoryBudget memory) throws IOException {
        return start(config, intake, memory, InstantSource.system());
    }

    /** @param clock dates messages without a time, and finds the year of those without a year */
    static SyslogServer start(SyslogConfig config, Intake intake, MemoryBudget memory, InstantSource clock)
            throws IOException {
        SslContext tls = config.tls() == null ? null : config.tls().context();
        SyslogServer server = new SyslogServer(new SyslogShared(config, intake, memory, clock));
        boolean started = false;
        try {
            server.listen(config, tls);
            started = true;
        } finally {
            if (!started) {
                server.close();
            }
        }
        return server;
    }

    /** Of TCP and UDP. */
    public int port() {
        return port;
    }

    /** Of TLS; below 0 where there is none. */
    public int tlsPort() {
        return tlsPort;
    }

    public SyslogCounts counts() {
        return shared.counts();
    }

    /** Hands on what came in; what the intake has no room for within two seconds is lost, and counted so. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        long until = System.nanoTime() + STOP_WITHIN.toNanos();
        try {
            while (!shared.connections().isEmpty() && System.nanoTime() < until) {
                Thread.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shared.connections().forEach(SyslogConnection::giveUp);
        loops.shutdownGracefully(0, STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }

    private void listen(SyslogConfig config, @Nullable SslContext tls) throws IOException {
        int tries = config.port() == 0 ? FREE_PORT_TRIES : 1;
        while (port == 0) {
            Channel tcp = Listening.channel(
                    connections(null).bind(config.address(), config.port()), config.address() + ":" + config.port());
            int free = ((InetSocketAddress) tcp.localAddress()).getPort();
            try {
                listening.add(Listening.channel(
                        datagrams().bind(config.address(), free), config.address() + ":" + free + " (UDP)"));
            } catch (IOException e) {
                tcp.close().awaitUninterruptibly();
                if (--tries == 0) {
                    throw e;
                }
                continue;
            }
            listening.add(tcp);
            port = free;
        }
        if (tls != null) {
            Channel channel = Listening.channel(
                    connections(tls).bind(config.address(), config.tlsPort()),
                    config.address() + ":" + config.tlsPort() + " (TLS)");
            listening.add(channel);
            tlsPort = ((InetSocketAddress) channel.localAddress()).getPort();
        }
        LOG.info("syslog on {}, port {}{}", config.address(), port, tls == null ? "" : ", with TLS " + tlsPort);
    }

    private ServerBootstrap connections(@Nullable SslContext tls) {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        initialise(channel, tls);
                    }
                });
    }

    private void initialise(SocketChannel channel, @Nullable SslContext tls) {
        connections.add(channel);
        if (tls != null) {
            var handler = tls.newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(HANDSHAKE_WITHIN.toMillis());
            channel.pipeline().addLast(handler);
        }
        channel.pipeline()
                .addLast(new IdleStateHandler(shared.config().idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                .addLast(new SyslogConnection(shared));
    }

    private Bootstrap datagrams() {
        return new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, DATAGRAM_BUFFER_BYTES)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM))
                .handler(new SyslogDatagrams(shared));
    }
}
