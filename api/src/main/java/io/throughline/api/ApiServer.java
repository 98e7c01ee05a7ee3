package io.throughline.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.throughline.api.access.HostCheck;
import io.throughline.api.access.OriginCheck;
import io.throughline.api.alerts.AlertsResource;
import io.throughline.api.docs.OpenApiResource;
import io.throughline.api.flows.FlowsResource;
import io.throughline.api.health.HealthCheck;
import io.throughline.api.health.HealthResource;
import io.throughline.api.health.MetricsResource;
import io.throughline.api.inventory.InventoryResource;
import io.throughline.api.logs.LogsResource;
import io.throughline.api.map.MapResource;
import io.throughline.api.reports.ApisResource;
import io.throughline.api.rules.RuleShelf;
import io.throughline.api.rules.RulesResource;
import io.throughline.api.suspects.SuspectsResource;
import io.throughline.api.web.Asker;
import io.throughline.api.web.ProblemCode;
import io.throughline.api.web.ProblemException;
import io.throughline.api.web.ProblemHandler;
import io.throughline.api.web.QueryGate;
import io.throughline.api.web.RequestMetrics;
import io.throughline.api.web.Route;
import io.throughline.api.web.SecurityHeaders;
import io.throughline.api.web.StaticPages;
import io.throughline.elasticsearch.ElasticsearchAlertStore;
import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.ElasticsearchFlowStore;
import io.throughline.elasticsearch.ElasticsearchInventoryStore;
import io.throughline.elasticsearch.ElasticsearchLogStore;
import io.throughline.elasticsearch.ElasticsearchReportStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The HTTP API and the web pages on one port. Everything in it is read only, but for the rules. */
public final class ApiServer implements AutoCloseable {
    private final ApiConfig config;
    private final List<Route> routes;
    private final RequestMetrics requestMetrics;
    private final JvmMetrics jvmMetrics;
    private final Javalin javalin;
    private final Backend backend;

    /** What the server closes when it is closed. */
    @FunctionalInterface
    private interface Backend {
        void close();
    }

    /**
     * The API over Elasticsearch; it need not be there yet.
     *
     * @param more checks for {@code /ready}, beside that of Elasticsearch
     */
    public static ApiServer create(ApiConfig config, ElasticsearchConfig elasticsearch, HealthCheck... more) {
        return create(config, elasticsearch, null, metrics -> {}, more);
    }

    /**
     * @param rules null: nothing is answered about rules
     * @param others whose metrics are scraped here as well
     */
    public static ApiServer create(
            ApiConfig config,
            ElasticsearchConfig elasticsearch,
            @Nullable RuleShelf rules,
            MeterBinder others,
            HealthCheck... more) {
        ElasticsearchClient client = ElasticsearchClient.open(elasticsearch);
        Stores stores = new Stores(
                new ElasticsearchLogStore(client),
                new ElasticsearchFlowStore(client),
                new ElasticsearchAlertStore(client),
                new ElasticsearchReportStore(client),
                new ElasticsearchInventoryStore(client));
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        others.bindTo(metrics);
        HealthCheck check = new HealthCheck("elasticsearch", () -> new HealthCheck.Result(true, client.check()));
        return new ApiServer(
                config,
                stores,
                rules,
                Clock.systemUTC(),
                metrics,
                Stream.concat(Stream.of(check), Arrays.stream(more)).toList(),
                client::close);
    }

    /**
     * @param rules null: nothing is answered about rules
     * @param clock tells what {@code now} means in a question
     * @param metrics scraped at {@code /metrics}; gets the metrics of requests and of the JVM
     * @param checks asked by {@code /ready}
     */
    public ApiServer(
            ApiConfig config,
            Stores stores,
            @Nullable RuleShelf rules,
            Clock clock,
            PrometheusMeterRegistry metrics,
            List<HealthCheck> checks) {
        this(config, stores, rules, clock, metrics, checks, () -> {});
    }

    private ApiServer(
            ApiConfig config,
            Stores stores,
            @Nullable RuleShelf rules,
            Clock clock,
            PrometheusMeterRegistry metrics,
            List<HealthCheck> checks,
            Backend backend) {
        this.config = config;
        this.backend = backend;
        QueryGate gate = new QueryGate(config.maxQueries(), config.queryTimeout());
        Gauge.builder("throughline.api.queries.running", gate, QueryGate::running)
                .description("Questions to the stores that are being answered")
                .register(metrics);
        this.routes = routes(stores, rules, new Asker(gate, clock), metrics, checks);
        this.requestMetrics = new RequestMetrics(metrics);
        this.jvmMetrics = new JvmMetrics(metrics);
        HostCheck hostCheck = new HostCheck(isLoopback(config.host()), config.allowedHosts());
        this.javalin = Javalin.create(javalinConfig -> configure(javalinConfig, hostCheck));
    }

    private static List<Route> routes(
            Stores stores,
            @Nullable RuleShelf rules,
            Asker asker,
            PrometheusMeterRegistry metrics,
            List<HealthCheck> checks) {
        Stream<Route.Resource> ofRules =
                rules == null ? Stream.of() : Stream.of(new RulesResource(rules, stores.logs(), asker));
        Stream<Route.Resource> others = Stream.of(
                new LogsResource(stores.logs(), asker),
                new FlowsResource(stores.flows(), stores.logs(), asker),
                new MapResource(stores.reports(), asker),
                new AlertsResource(stores.alerts(), asker),
                new SuspectsResource(stores.flows(), stores.logs(), asker),
                new ApisResource(stores.reports(), asker),
                new InventoryResource(stores.inventory(), stores.logs(), asker),
                new HealthResource(checks),
                new MetricsResource(metrics),
                new OpenApiResource());
        return Stream.concat(others, ofRules)
                .map(Route.Resource::routes)
                .flatMap(List::stream)
                .toList();
    }

    private void configure(JavalinConfig javalinConfig, HostCheck hostCheck) {
        JettySetup.apply(javalinConfig, config);
        javalinConfig.routes.before(SecurityHeaders::set);
        javalinConfig.routes.before(hostCheck::check);
        javalinConfig.routes.before(OriginCheck::check);
        javalinConfig.routes.before(ctx -> {
            if (ctx.contentLength() > config.maxRequestBytes()) {
                throw new ProblemException(
                        ProblemCode.TOO_LARGE, "a request may have at most " + config.maxRequestBytes() + " bytes");
            }
        });
        for (Route route : routes) {
            javalinConfig.routes.addHttpHandler(route.method(), route.path(), route.handler());
            if (route.method().equals(HandlerType.GET)) {
                javalinConfig.routes.head(route.path(), route.handler());
            }
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
        return routes.stream().map(Route::path).distinct().toList();
    }

    /**
     * Answers from now on.
     *
     * @throws CannotListenException the port is taken, or the host is none of this machine's addresses; the server is closed then
     */
    public ApiServer start() {
        try {
            javalin.start();
            return this;
        } catch (CannotListenException e) {
            close();
            throw e;
        }
    }

    /** The port it listens on, also where the settings left the choice open. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
        jvmMetrics.close();
        backend.close();
    }

    /** A host without an address is none; {@link #start} will say so. */
    private static boolean isLoopback(String host) {
        InetAddress address = new InetSocketAddress(host, 0).getAddress();
        return address != null && address.isLoopbackAddress();
    }
}
