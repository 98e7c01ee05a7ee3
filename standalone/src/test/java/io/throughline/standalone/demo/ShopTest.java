package io.throughline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.model.Vantage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    private Shop shop;
    private Customers customers;

    @BeforeEach
    void open() throws IOException {
        shop = new Shop(dir, Clock.systemUTC(), new Random(11));
        customers = new Customers(shop, new Random(12));
    }

    @AfterEach
    void close() throws IOException {
        customers.close();
        shop.close();
    }

    @Test
    void aRequestLeavesALineAtBothEndsOfEveryCall() {
        assertThat(customers.send("alice", "GET", "/products/7").status()).isEqualTo(200);

        String trace = onlyTrace();
        assertThat(hops(trace))
                .containsExactlyInAnyOrder(
                        "gateway INBOUND",
                        "storefront INBOUND",
                        "storefront OUTBOUND",
                        "catalog INBOUND",
                        "storefront OUTBOUND",
                        "recommendations INBOUND",
                        "recommendations OUTBOUND",
                        "catalog INBOUND");
        assertThat(linesWith(trace)).as("log lines with the trace's id").hasSize(8);
        assertThat(linesWith(trace))
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "\"request_method\":\"GET\"",
                                "\"request_uri\":\"/products/7\"",
                                "\"remote_user\":\"alice\"")
                        .contains("\"remote_addr\":\"203.0.113.10\"", "\"request_time\":\"0."));
    }

    @Test
    void everySpanButTheFirstHasItsParentInTheSameTrace() {
        customers.send("bob", "POST", "/orders");

        shop.ledger().hops().forEach((trace, hops) -> {
            List<String> spans = hops.stream().map(hop -> hop.span().spanId()).toList();
            List<String> parents = Stream.of(hops)
                    .flatMap(List::stream)
                    .map(hop -> hop.span().parentSpanId())
                    .filter(parent -> parent != null)
                    .toList();
            assertThat(parents).hasSize(hops.size() - 1);
            assertThat(spans).containsAll(parents);
        });
    }

    @Test
    void shippingDropsTheTraceContextSoTheCallItMakesStartsATraceOfItsOwn() {
        while (customers.send("carol", "POST", "/orders").status() != 201) {
            // one card in thirty is refused, and then nothing is shipped
        }

        Map<String, List<Ledger.Entry>> traces = shop.ledger().hops();
        assertThat(traces.values())
                .anySatisfy(hops -> assertThat(hops)
                        .extracting(Ledger.Entry::service, Ledger.Entry::side)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple("users", Vantage.INBOUND)));
    }

    @Test
    void onlyACompromisedRecommendationsServiceCallsPayments() {
        assertThat(paymentsCallsOf(20)).isZero();

        shop.faults().recommendationsCompromised = true;

        assertThat(paymentsCallsOf(40)).isPositive();
    }

    @Test
    void customersSeeNoErrorWhileTheStockIsDown() {
        shop.faults().stockDown = true;

        assertThat(Stream.generate(() ->
                                customers.send("dave", "GET", "/orders/1000").status())
                        .limit(10))
                .containsOnly(200);
        assertThat(linesOf("inventory-stock")).anyMatch(line -> line.contains("\"status\":503"));
    }

    private long paymentsCallsOf(int pages) {
        for (int i = 0; i < pages; i++) {
            customers.send("erin", "GET", "/");
        }
        return shop.ledger().hops().values().stream()
                .flatMap(List::stream)
                .filter(hop -> hop.service().equals("payments"))
                .count();
    }

    private String onlyTrace() {
        assertThat(shop.ledger().hops()).hasSize(1);
        return shop.ledger().hops().keySet().iterator().next();
    }

    private List<String> hops(String trace) {
        return shop.ledger().hops().getOrDefault(trace, List.of()).stream()
                .map(hop -> hop.service() + ' ' + hop.side())
                .toList();
    }

    private List<String> linesWith(String trace) {
        return Container.FLEET.stream()
                .flatMap(container -> linesOf(container.service()).stream())
                .filter(line -> line.contains(trace))
                .toList();
    }

    /** What the service wrote, out of Docker's envelope. */
    private List<String> linesOf(String service) {
        Path containers = Shop.containers(dir, Container.of(service).host());
        try (Stream<Path> files = Files.walk(containers)) {
            List<String> lines = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith("-json.log")).toList()) {
                if (Files.readString(file.resolveSibling("config.v2.json")).contains("\"/shop-" + service + "-1\"")) {
                    for (String object : Files.readAllLines(file)) {
                        JsonNode envelope = JSON.readTree(object);
                        lines.add(envelope.get("log").asText().stripTrailing());
                    }
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
