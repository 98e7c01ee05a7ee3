package io.throughline.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.throughline.api.ApiConfig;
import io.throughline.api.ApiServer;
import io.throughline.api.Stores;
import io.throughline.core.config.Settings;
import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.LatencyHistogram;
import io.throughline.core.model.Vantage;
import io.throughline.standalone.ThroughlineMain;
import io.throughline.testkit.InMemoryAlertStore;
import io.throughline.testkit.InMemoryFlowStore;
import io.throughline.testkit.InMemoryInventoryStore;
import io.throughline.testkit.InMemoryLogStore;
import io.throughline.testkit.InMemoryReportStore;
import io.throughline.testkit.TestEvents;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AskCommandsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final InMemoryLogStore LOGS = new InMemoryLogStore();
    private static final InMemoryFlowStore FLOWS = new InMemoryFlowStore();
    private static final InMemoryAlertStore ALERTS = new InMemoryAlertStore();
    private static final InMemoryReportStore REPORTS = new InMemoryReportStore();
    private static final ApiServer SERVER = new ApiServer(
                    ApiConfig.from(new Settings(Map.of("api.port", "0"))),
                    new Stores(LOGS, FLOWS, ALERTS, REPORTS, new InMemoryInventoryStore()),
                    null,
                    Clock.fixed(NOON, ZoneOffset.UTC),
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    List.of())
            .start();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void fill() {
        LOGS.add(
                TestEvents.event(1)
                        .service("orders")
                        .level("ERROR")
                        .message("no \u001b[31mstock\u001b[0m\n\tat shop.Orders")
                        .trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")
                        .at(NOON.minusSeconds(60))
                        .build(),
                "4bf92f3577b34da6a3ce929d0e0e4736");
        LOGS.add(
                TestEvents.event(2)
                        .service("gateway")
                        .level("INFO")
                        .message("\u202elater")
                        .at(NOON.minusSeconds(30))
                        .build(),
                null);
        FLOWS.add(new Flow(
                "req-a/b%",
                null,
                NOON.minusSeconds(60),
                NOON.minusSeconds(59),
                "gateway",
                null,
                200,
                false,
                List.of("gateway"),
                List.of(),
                0,
                0,
                false));
        FLOWS.add(checkout("usual", 30, 200));
        FLOWS.add(checkout("slow", 20, 503, hop("retry", "a", "stock", 700, 900, 503)));
        ALERTS.add(new Alert(
                "alert-1",
                "new-edge",
                1,
                Alert.Severity.HIGH,
                "orders calls \u001b]0;vault\u0007",
                NOON.minusSeconds(30),
                NOON.minusSeconds(60),
                NOON,
                Map.of("service.name", "orders"),
                "calls to stock only",
                "1 call to vault",
                List.of("T1210"),
                IntStream.range(0, 7)
                        .mapToObj(i -> new Evidence("event-" + i, "req-$(reboot)", "node-1/orders.log", i))
                        .toList(),
                7));
        LatencyHistogram latency = new LatencyHistogram();
        LongStream.of(1_000, 2_000, 90_000).forEach(latency::add);
        REPORTS.add(new ApiMinute(
                "orders",
                "GET",
                "/orders/{id}",
                NOON.minusSeconds(60),
                1_200,
                6,
                latency,
                Map.of("gateway", 1_000L, "batch", 150L, "x", 40L, "y", 10L),
                1_200));
    }

    /** A gateway that asks stock, so many seconds before noon, and what else it does. */
    private static Flow checkout(String id, long secondsAgo, int status, FlowHop... more) {
        long stockMs = status == 200 ? 40 : 600;
        List<FlowHop> hops = new ArrayList<>(List.of(
                hop("a", null, "gateway", 0, stockMs + 60, status), hop("b", "a", "stock", 10, 10 + stockMs, status)));
        hops.addAll(List.of(more));
        Instant start = NOON.minusSeconds(secondsAgo);
        return new Flow(
                id,
                null,
                start,
                start.plusMillis(1_000),
                "gateway",
                "GET /checkout",
                status,
                status >= 500,
                List.of("gateway", "stock"),
                hops,
                2,
                0,
                true);
    }

    private static FlowHop hop(String id, @Nullable String parent, String service, long fromMs, long toMs, int status) {
        return new FlowHop(
                id,
                parent,
                id.equals("b") ? EdgeEvidence.INFERENCE : EdgeEvidence.PARENT_SPAN,
                id.equals("b") ? 0.9 : 1,
                Vantage.INBOUND,
                service,
                null,
                "node-1",
                "GET /" + service,
                null,
                null,
                NOON.plusMillis(fromMs),
                Duration.ofMillis(toMs - fromMs),
                status,
                status >= 500,
                List.of());
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void searchPrintsTheNewestLastAndNothingThatActsOnATerminal() {
        assertThat(ask("search")).isZero();

        assertThat(out.toString()).isEqualTo("""
                        2026-11-22T11:59:00.000Z  ERROR  orders   no \\x1b[31mstock\\x1b[0m
                                                                      at shop.Orders
                        2026-11-22T11:59:30.000Z  INFO   gateway  \\u202elater
                        """);
    }

    @Test
    void searchTakesAQueryInSeveralWords() {
        assertThat(ask("search", "service.name:orders", "AND", "log.level:ERROR"))
                .isZero();
        assertThat(out.toString()).contains("stock").doesNotContain("later");
    }

    @Test
    void searchSaysWhenThereIsMore() {
        assertThat(ask("search", "--size", "1")).isZero();
        assertThat(out.toString()).contains("later").doesNotContain("stock");
        assertThat(err.toString())
                .isEqualTo("throughline: the newest 1 of 2 lines; more with --size, or an earlier --to\n");
    }

    @Test
    void searchEndsWithOneWhenNothingIsFound() {
        assertThat(ask("search", "nothing")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualTo("throughline: nothing found in so short a time; ask for more with --from now-7d\n");
    }

    @Test
    void searchGivesTheApisJsonWithoutAnythingThatActsOnATerminal() throws IOException {
        assertThat(ask("search", "--json", "later")).isZero();
        assertThat(out.toString()).contains("\\u202elater").doesNotContain("\u202e");
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .at("/items/0/message")
                        .asText())
                .isEqualTo("\u202elater");
    }

    @Test
    void aWrongQueryIsOneLineAndStatusTwo() {
        assertThat(ask("search", "--from", "yesterday", "--size", "0")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("throughline: from must be an instant")
                .contains("size must be a number from 1 to 1000, not '0'")
                .hasLineCount(1);
    }

    @Test
    void flowFindsAnyId() {
        assertThat(ask("flow", "req-a/b%")).isZero();
        assertThat(out.toString())
                .startsWith("flow req-a/b%  still open\ngateway  200  1.00 s  2026-11-22T11:59:00Z\n");
    }

    @Test
    void flowPutsAnotherBesideIt() {
        assertThat(ask("flow", "usual", "--with", "slow")).isZero();

        assertThat(out.toString()).isEqualTo("""
                        left   usual  gateway GET /checkout  200  1.00 s  2 hops  2026-11-22T11:59:30Z
                        right  slow  gateway GET /checkout  503  1.00 s  3 hops  2026-11-22T11:59:40Z

                        HOP                        LEFT      RIGHT     LONGER     ITSELF   TIMES  NOTICE
                        gateway GET /gateway     100 ms     660 ms    +560 ms       0 us    6.6x  slower, failed right, status 200/503
                          stock GET /stock      40.0 ms     600 ms    +560 ms    +560 ms   15.0x  slower, failed right, status 200/503
                          stock GET /stock            -     200 ms                                only right
                        """);
    }

    @Test
    void flowSaysThatOneOfTwoIsNotThere() {
        assertThat(ask("flow", "usual", "--with", "none")).isEqualTo(1);
        assertThat(err.toString()).startsWith("throughline: there is no flow usual, or no flow none;");
    }

    @Test
    void flowSaysWhyAnEdgeIsInferred() {
        assertThat(ask("flow", "usual")).isZero();
        assertThat(out.toString())
                .contains("stock ~90% by inference")
                .contains("~ stock GET /stock: No id connects it with its parent, but it began 10.0 ms after it");
    }

    @Test
    void flowsTakesAQueryOfStructureAndPrintsTheNewestLast() {
        assertThat(ask("flows", "gateway", "reaches", "stock", "and", "services>=2"))
                .isZero();

        assertThat(out.toString()).isEqualTo("""
                        2026-11-22T11:59:30Z         1.00 s  200    2 services    gateway GET /checkout  usual
                        2026-11-22T11:59:40Z         1.00 s  503!   2 services    gateway GET /checkout  slow
                        """);
    }

    @Test
    void flowsSaysWhatIsWrongWithAQueryInOneLine() {
        assertThat(ask("flows", "gateway reaches")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("throughline: Position 16: expected the name of a service, but it ends there.\n");
    }

    @Test
    void flowsSaysWhenThereIsMoreAndEndsWithOneWhenNothingIsFound() {
        assertThat(ask("flows", "--size", "1", "service:stock")).isZero();
        assertThat(err.toString()).isEqualTo("throughline: the newest 1 flow; more with --size, or an earlier --to\n");
        assertThat(ask("flows", "service:nobody")).isEqualTo(1);
        assertThat(err.toString()).contains("no flow found in so short a time");
    }

    @Test
    void propagationListsTheServicesToMend() {
        assertThat(ask("propagation")).isZero();

        assertThat(out.toString()).isEqualTo("""
                        SERVICE  REQUESTS      LOST     SHARE
                        gateway         2         2    100.0%
                        """);
        assertThat(err.toString()).isEqualTo("throughline: seen in 3 flows\n");
    }

    @Test
    void flowEndsWithOneWhenThereIsNone() {
        assertThat(ask("flow", "none\u001b[2J")).isEqualTo(1);
        assertThat(err.toString()).startsWith("throughline: there is no flow none\\x1b[2J;");
        assertThat(ask("flow", "--json", "none")).isEqualTo(1);
        assertThat(out.toString()).contains("\"code\":\"not-found\"");
    }

    @Test
    void alertsSayWhatWasExpectedAndSeenAndHowToLook() {
        assertThat(ask("alerts", "--rule", "new-edge")).isZero();

        assertThat(out.toString()).isEqualTo("""
                        HIGH  orders calls \\x1b]0;vault\\x07  2026-11-22T11:59:30Z
                            rule      new-edge v1 (ATT&CK T1210)
                            about     service.name orders
                            expected  calls to stock only
                            seen      1 call to vault
                            within    2026-11-22T11:59:00Z to 2026-11-22T12:00:00Z, 7 observations
                            evidence  event-0  node-1/orders.log at byte 0
                            evidence  event-1  node-1/orders.log at byte 1
                            evidence  event-2  node-1/orders.log at byte 2
                            evidence  event-3  node-1/orders.log at byte 3
                            evidence  event-4  node-1/orders.log at byte 4
                                      2 more with --json
                            look at   ./throughline flow -- 'req-$(reboot)'
                            look at   ./throughline search event.id:event-0 --from 2026-11-22T11:59:00Z
                        """);
    }

    @Test
    void noAlertsIsStatusOne() {
        assertThat(ask("alerts", "--rule", "other")).isEqualTo(1);
        assertThat(err.toString()).startsWith("throughline: no alerts");
    }

    @Test
    void reportIsATableOfApis() {
        assertThat(ask("report", "orders")).isZero();

        assertThat(out.toString()).isEqualTo("""
                        orders  2026-11-22T11:45:00Z to 2026-11-22T12:00:00Z

                        METHOD  API           REQUESTS  ERRORS  SHARE     P50     P95     P99  CALLERS
                        GET     /orders/{id}     1,200       6   0.5%  2.0 ms  2.0 ms  2.0 ms  gateway 1,000, batch 150, x 40, 1 more
                        """);
    }

    @Test
    void reportNamesTheServicesThereAreForAMistypedOne() {
        assertThat(ask("report", "ordrs")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("throughline: no traffic of ordrs in that time; there is of orders\n");
    }

    @Test
    void saysHowToStartThroughlineWhereNothingAnswers() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port;

        assertThat(run("search", "--url", url + "/")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("throughline: no Throughline answers at " + url + ": start it with ./throughline up\n");
    }

    @Test
    void takesTheAddressFromTheSettings() {
        assertThat(run("search", "--set", "api.port=" + SERVER.port())).isZero();
    }

    @Test
    void saysThatSomethingElseAnswers() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] page = "<html>\u001b[2J</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try {
            String url = "http://127.0.0.1:" + other.getAddress().getPort();
            assertThat(run("alerts", "--url", url)).isEqualTo(2);
            assertThat(err.toString())
                    .isEqualTo("throughline: what answers at " + url + " is not Throughline: is --url right?\n");
        } finally {
            other.stop(0);
        }
        assertThat(run("alerts", "--url", "not an address")).isEqualTo(2);
    }

    private int ask(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add(1, "--url");
        all.add(2, "http://127.0.0.1:" + SERVER.port());
        return run(all.toArray(String[]::new));
    }

    private int run(String... args) {
        CommandLine command = ThroughlineMain.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(args);
    }
}
