package io.throughline.api;

import io.javalin.config.JavalinConfig;
import io.throughline.api.web.JettyProblems;
import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty's side of the server: threads, limits, and what it says of requests that no route should see. */
final class JettySetup {
    private static final int MAX_CONNECTIONS = 1_000;
    private static final int SERVER_THREADS = 32;

    /** Ids may hold slashes, percent signs and worse, so these may come encoded; dots that climb may not come in any form. */
    private static final UriCompliance PATHS = UriCompliance.DEFAULT.with(
            "throughline",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

    private JettySetup() {}

    static void apply(JavalinConfig javalin, ApiConfig config) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.http.prefer405over404 = true;
        javalin.http.maxRequestSize = config.maxRequestBytes();
        // Jetty's own few threads wait for connections; handlers run on virtual ones.
        QueuedThreadPool threads = new QueuedThreadPool(SERVER_THREADS, 4);
        threads.setName("api");
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        javalin.jetty.threadPool = threads;
        javalin.jetty.addConnector(
                (server, http) -> listening(new ServerConnector(server, new HttpConnectionFactory(http)), config));
        javalin.jetty.modifyHttpConfiguration(http -> {
            http.setUriCompliance(PATHS);
            http.setRequestHeaderSize(config.maxUrlBytes());
            http.setSendDateHeader(false);
        });
        javalin.jetty.modifyServer(server -> {
            server.setErrorHandler(new JettyProblems());
            server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        });
        javalin.jetty.modifyServletContextHandler(
                context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
    }

    /** Opened here and not by Javalin, which would log its own words for a taken port. */
    private static ServerConnector listening(ServerConnector connector, ApiConfig config) {
        connector.setHost(config.host());
        connector.setPort(config.port());
        try {
            connector.open();
            return connector;
        } catch (IOException e) {
            throw new CannotListenException(whyNot(e, config), e);
        }
    }

    private static String whyNot(IOException failure, ApiConfig config) {
        String address = "port " + config.port() + " on " + config.host();
        String reason = failure.getCause() instanceof SocketException cause ? String.valueOf(cause.getMessage()) : "";
        if (reason.startsWith("Address already in use")) {
            return address + " is taken: stop what uses it, or set api.port to another";
        }
        if (reason.startsWith("Permission denied")) {
            return address + " may not be used by this user: set api.port to one above 1023";
        }
        return address + " cannot be listened on: is api.host an address of this machine?";
    }
}
