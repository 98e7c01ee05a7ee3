package io.throughline.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.throughline.api.access.HostCheck;
import io.throughline.api.alerts.AlertsResource;
import io.throughline.api.docs.OpenApiResource;
import io.throughline.api.flows.FlowsResource;
import io.throughline.api.health.HealthCheck;
import io.throughline.api.health.HealthResource;
import io.throughline.api.health.MetricsResource;
import io.throughline.api.health.Readiness;
import io.throughline.api.logs.LogsResource;
import io.throughline.api.map.MapResource;
import io.throughline.api.reports.ApisResource;
import io.throughline.api.web.Asker;
import io.throughline.api.web.ProblemCode;
import io.throughline.api.web.ProblemException;
import io.throughline.api.web.ProblemHandler;
import io.throughline.api.web.QueryGate;
import io.throughline.api.web.RequestMetrics;
import io.throughline.api.web.Route;
import io.throughline.api.web.SecurityHeaders;
import io.throughline.api.web.StaticPages;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The HTTP API and the web pages on one port. Everything in it is read only. */
public final class ApiServer implements AutoCloseable {
    private final ApiConfig config;
    private final List<Route> routes;
    private final RequestMetrics requestMetrics;
    private final JvmMetrics jvmMetrics;
    private final Javalin javalin;

    /**
     * @param clock tells what {@code now} means in a question
     * @param metrics scraped at {@code /metrics}; gets the metrics of requests and of the JVM
     * @param checks asked by {@code /ready}
     * @throws CannotListenException the host has no address
     */
    public ApiServer(
            ApiConfig config, Stores stores, Clock clock, PrometheusMeterRegistry metrics, List<HealthCheck> checks) {
        this.config = config;
        QueryGate gate = new QueryGate(config.maxQueries(), config.queryTimeout());
        Gauge.builder("throughline.api.queries.running", gate, QueryGate::running)
                .description("Questions to the stores that are being answered")
                .register(metrics);
        this.routes = routes(stores, new Asker(gate, clock), metrics, checks);
        this.requestMetrics = new RequestMetrics(metrics);
        this.jvmMetrics = new JvmMetrics(metrics);
        HostCheck hostCheck = new HostCheck(isLoopback(config.host()), config.allowedHosts());
        this.javalin = Javalin.create(javalinConfig -> configure(javalinConfig, hostCheck));
    }

    private static List<Route> routes(
            Stores stores, Asker asker, PrometheusMeterRegistry metrics, List<HealthCheck> checks) {
        return Stream.of(
                        new LogsResource(stores.logs(), asker),
                        new FlowsResource(stores.flows(), stores.logs(), asker),
                        new MapResource(stores.reports(), asker),
                        new AlertsResource(stores.alerts(), asker),
                        new ApisResource(stores.reports(), asker),
                        new HealthResource(new Readiness(checks)),
                        new MetricsResource(metrics),
                        new OpenApiResource())
                .map(Route.Resource::routes)
                .flatMap(List::stream)
                .toList();
    }

    private void configure(JavalinConfig javalinConfig, HostCheck hostCheck) {
        JettySetup.apply(javalinConfig, config);
        javalinConfig.routes.before(SecurityHeaders::set);
        javalinConfig.routes.before(hostCheck::check);
        javalinConfig.routes.before(ctx -> {
            if (ctx.contentLength() > config.maxRequestBytes()) {
                throw new ProblemException(
                        ProblemCode.TOO_LARGE, "a request may have at most " + config.maxRequestBytes() + " bytes");
            }
        });
        for (Route route : routes) {
            javalinConfig.routes.get(route.path(), route.handler());
            javalinConfig.routes.head(route.path(), route.handler());
        }
        StaticPages pages = new StaticPages();
        javalinConfig.routes.get("/*", pages::answer);
        javalinConfig.routes.head("/*", pages::answer);
        ProblemHandler.register(javalinConfig.routes);
        javalinConfig.router.javaLangErrorHandler(ProblemHandler::fatal);
        javalinConfig.requestLogger.http((ctx, millis) -> requestMetrics.record(ctx, millis));
    }

    /** The paths that are answered, in the notation of OpenAPI; the web pages are not among them. */
    public List<String> paths() {
        return routes.stream().map(Route::path).toList();
    }

    /**
     * Answers from now on.
     *
     * @throws CannotListenException the port is taken, or the host is none of this machine's addresses
     */
    public ApiServer start() {
        try {
            javalin.start(config.host(), config.port());
        } catch (JavalinBindException e) {
            throw new CannotListenException(
                    "port " + config.port() + " on " + config.host()
                            + " is taken or not allowed: stop what uses it, or set api.port to another",
                    e);
        } catch (JavalinException e) {
            throw new CannotListenException("cannot listen on " + config.host() + ": " + rootMessage(e), e);
        }
        return this;
    }

    /** The port it listens on, also where the settings left the choice open. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
        jvmMetrics.close();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new CannotListenException("api.host: " + host + " has no address", e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
