package io.throughline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Normalised;
import io.throughline.core.model.Rejected;
import io.throughline.core.model.Vantage;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.core.source.LogFiles;
import io.throughline.core.source.MergedRecords;
import io.throughline.core.source.OriginOverrides;
import io.throughline.core.source.OriginResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop's logs, read by the line's own reader and normaliser, tell exactly what the ledger knows. */
class ShopLinesTest {
    @TempDir
    Path dir;

    /** What a log line must tell of one end of one call. */
    private record End(
            String service,
            Vantage side,
            String traceId,
            String spanId,
            @Nullable String parentSpanId) {}

    @Test
    void everyEndOfEveryCallIsAHopWithItsIds() throws IOException {
        try (Shop shop = misusedShop()) {
            List<End> truth = shop.ledger().hops().values().stream()
                    .flatMap(List::stream)
                    .map(hop -> new End(
                            hop.service(),
                            hop.side(),
                            hop.span().traceId(),
                            hop.span().spanId(),
                            hop.span().parentSpanId()))
                    .toList();

            List<End> told = events().filter(event -> event.hop() != null)
                    .map(ShopLinesTest::end)
                    .toList();

            assertThat(told).containsExactlyInAnyOrderElementsOf(truth);
        }
    }

    @Test
    void everyLineOfOutputIsOneEventOfItsService() throws IOException {
        try (Shop shop = misusedShop()) {
            assertThat(events()).hasSize((int) shop.lines()).allSatisfy(event -> {
                assertThat(event.service()).isEqualTo(event.origin().service());
                assertThat(event.origin().host())
                        .isEqualTo(Container.of(event.service()).host());
                boolean accessLog = event.service().equals("gateway") && event.hop() != null;
                assertThat(event.level() != null || accessLog)
                        .as("a level, or nginx's access log, which has none")
                        .isTrue();
            });
        }
    }

    @Test
    void hopsTellWhatWasAskedByWhomAndHowItEnded() throws IOException {
        misusedShop().close();

        assertThat(hops()).allSatisfy(hop -> {
            assertThat(hop.method()).isIn("GET", "POST");
            assertThat(hop.path()).startsWith("/");
            assertThat(hop.status()).isNotNull();
            assertThat(hop.duration()).isPositive();
            assertThat(hop.instance()).isEqualTo(Container.of(hop.service()).name());
        });
        assertThat(hops().filter(hop -> hop.vantage() == Vantage.OUTBOUND))
                .allSatisfy(call -> assertThat(call.peer()).isNotNull());
        assertThat(hops().filter(hop -> hop.vantage() == Vantage.INBOUND)).allSatisfy(request -> {
            assertThat(request.sourceIp()).isNotNull();
            assertThat(request.principal()).isEqualTo("/users/address".equals(request.path()) ? null : "mallory");
        });
        assertThat(hops().filter(Hop::failed)).anySatisfy(failed -> {
            assertThat(failed.service()).isEqualTo("orders");
            assertThat(failed.peer()).isEqualTo("inventory-stock");
            assertThat(failed.status()).isEqualTo(503);
        });
    }

    @Test
    void aLineThatDockerCutIsOneEvent() throws IOException {
        misusedShop().close();

        assertThat(events())
                .anySatisfy(event -> assertThat(event.message())
                        .startsWith("model of /")
                        .endsWith("} ")
                        .hasSizeGreaterThan(DockerLog.PART_BYTES));
    }

    /** A shop in which everything was asked for at least once, everything was misused, and a long line was written. */
    private Shop misusedShop() throws IOException {
        Random random = new Random(5);
        Shop shop = new Shop(dir, Clock.systemUTC(), random);
        try (Customers customers = new Customers(shop, random)) {
            shop.faults().recommendationsCompromised = true;
            for (int i = 0; i < 12; i++) {
                customers.send("mallory", "GET", "/products/" + i);
                customers.send("mallory", "POST", "/orders");
                customers.send("mallory", "GET", "/");
            }
            customers.send("mallory", "POST", "/login");
            customers.send("mallory", "GET", "/users/me");
            shop.faults().stockDown = true;
            for (int i = 0; i < 12; i++) {
                customers.send("mallory", "GET", "/orders/" + (1000 + i));
            }
        }
        return shop;
    }

    private Stream<Hop> hops() throws IOException {
        return events().map(LogEvent::hop).filter(hop -> hop != null);
    }

    private Stream<LogEvent> events() throws IOException {
        List<LogEvent> events = new ArrayList<>();
        for (String host :
                Container.FLEET.stream().map(Container::host).distinct().toList()) {
            Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
            try (MergedRecords records = new MergedRecords(
                    LogFiles.expand(List.of(Shop.containers(dir, host) + "/*/*-json.log")),
                    new OriginResolver(host, OriginOverrides.NONE))) {
                while (records.hasNext()) {
                    Normalised normalised = normaliser.normalise(records.next());
                    switch (normalised) {
                        case LogEvent event -> events.add(event);
                        case Rejected rejected -> throw new AssertionError(rejected.reason());
                    }
                }
            }
        }
        return events.stream();
    }

    private static End end(LogEvent event) {
        Hop hop = event.hop();
        String trace = event.correlation().traceId();
        String span = event.correlation().spanId();
        if (hop == null || trace == null || span == null) {
            throw new AssertionError("no ids: " + event);
        }
        return new End(
                event.service(), hop.vantage(), trace, span, event.correlation().parentSpanId());
    }
}
