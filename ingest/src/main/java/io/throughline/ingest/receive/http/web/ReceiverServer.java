package io.throughline.ingest.receive.http.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.throughline.ingest.receive.CannotReceiveException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** One port: Jetty's threads and limits, who may send, and what is said of requests that cannot be taken. */
public final class ReceiverServer implements AutoCloseable {
    private static final int MAX_POOLED_BYTES = 2 << 20;
    private static final int SERVER_THREADS = 32;
    private static final int MAX_HEADER_BYTES = 32 << 10;

    private final Javalin javalin;
    private final Connections connections;

    private ReceiverServer(Javalin javalin, Connections connections) {
        this.javalin = javalin;
        this.connections = connections;
    }

    /**
     * Answers from now on.
     *
     * @param name of the role, as its settings begin: {@code receive.http}
     * @param token absent: anybody may send
     * @throws CannotReceiveException the port is taken, or the host is none of this machine's addresses
     */
    public static ReceiverServer start(
            String name,
            String host,
            int port,
            @Nullable SenderToken token,
            ReceiveLimits limits,
            ProblemForm form,
            List<Route> routes) {
        Connections connections = new Connections(name, limits);
        Javalin javalin = Javalin.create(config -> {
            jetty(config, name, host, port, limits, connections);
            config.routes.before(ctx -> checkSender(ctx, token));
            for (Route route : routes) {
                config.routes.addHttpHandler(route.method(), route.path(), route.handler());
            }
            new Problems(form).register(config.routes);
            config.router.javaLangErrorHandler(Problems::fatal);
        });
        try {
            javalin.start();
            return new ReceiverServer(javalin, connections);
        } catch (CannotReceiveException e) {
            javalin.stop();
            connections.close();
            throw e;
        }
    }

    /** The port it listens on, also where the settings left the choice open. */
    public int port() {
        return javalin.port();
    }

    /** Requests that still wait for Kafka get no answer, or one that tells them to send again. */
    @Override
    public void close() {
        javalin.stop();
        connections.close();
    }

    /** A page that a person looks at can post to any address of the person's machine; browsers add the page's origin then. */
    private static void checkSender(Context ctx, @Nullable SenderToken token) {
        if (ctx.header("Origin") != null) {
            throw new ProblemException(ProblemCode.FROM_A_PAGE, "records are not taken from web pages");
        }
        if (token != null && !token.isShownBy(ctx.header("Authorization"))) {
            throw new ProblemException(ProblemCode.UNAUTHORIZED, "send the token as Authorization: Bearer TOKEN");
        }
    }

    private static void jetty(
            JavalinConfig javalin, String name, String host, int port, ReceiveLimits limits, Connections connections) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.http.prefer405over404 = true;
        // Jetty's own few threads wait for connections; handlers run on virtual ones.
        QueuedThreadPool threads = new QueuedThreadPool(SERVER_THREADS, 4);
        threads.setName(name);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        javalin.jetty.threadPool = threads;
        javalin.jetty.addConnector((server, http) -> {
            ServerConnector connector =
                    new ServerConnector(server, null, null, buffers(), -1, -1, new HttpConnectionFactory(http));
            connector.setIdleTimeout(limits.idle().toMillis());
            connector.addBean(connections);
            return listening(connector, name, host, port);
        });
        javalin.jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(MAX_HEADER_BYTES);
            http.setSendDateHeader(false);
            http.setSendServerVersion(false);
        });
        javalin.jetty.modifyServer(server -> {
            server.setErrorHandler(new JettyProblems());
            server.addBean(new NetworkConnectionLimit(limits.maxConnections(), server));
        });
    }

    /** Jetty would keep buffers up to a quarter of the heap, and as much beside it. */
    private static ArrayByteBufferPool buffers() {
        return new ArrayByteBufferPool(0, -1, MAX_HEADER_BYTES, 256, MAX_POOLED_BYTES, MAX_POOLED_BYTES);
    }

    /** Opened here and not by Javalin, which would log its own words for a taken port. */
    private static ServerConnector listening(ServerConnector connector, String name, String host, int port) {
        connector.setHost(host);
        connector.setPort(port);
        try {
            connector.open();
            return connector;
        } catch (IOException e) {
            throw new CannotReceiveException(
                    "cannot listen on port " + port + " of " + host + " (" + name + ".port, " + name + ".host): "
                            + e.getMessage(),
                    e);
        }
    }
}
