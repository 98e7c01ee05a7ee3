package io.throughline.testkit;

import static io.throughline.testkit.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Vantage;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.LogStore.Bucket;
import io.throughline.core.store.LogStore.Top;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import io.throughline.core.template.MessageTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of log events does. */
public abstract class LogStoreContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final TimeRange DAY = new TimeRange(NOON.minusSeconds(43_200), NOON.plusSeconds(43_200));
    private static final String TRACE = "93bead877ae15b6d9cdf1c1569881314";

    /** A store that is empty when a test begins. */
    protected abstract LogStore store();

    /** Puts events into the store; they can be found when it returns. */
    protected abstract void given(@Nullable String flowId, LogEvent... events);

    @Test
    void aBlankQueryFindsEverythingTheNewestFirst() {
        given(null, at(1, NOON), at(2, NOON.plusNanos(1)), at(3, NOON.minusSeconds(1)));

        assertThat(messages(search("  "))).containsExactly("m2", "m1", "m3");
        assertThat(messages(store().search("", DAY, 10, true, null))).containsExactly("m3", "m1", "m2");
    }

    @Test
    void aRangeHasItsBeginningAndNotItsEnd() {
        given(null, at(1, NOON), at(2, NOON.plusSeconds(1)), at(3, NOON.plusSeconds(2)));

        TimeRange range = new TimeRange(NOON, NOON.plusSeconds(2));
        assertThat(messages(store().search("", range, 10, true, null))).containsExactly("m1", "m2");
    }

    @Test
    void findsByFieldAndByWordsOfTheMessage() {
        given(
                null,
                event(1).service("ts-order-service")
                        .level("ERROR")
                        .message("m1 payment refused")
                        .build(),
                event(2).service("ts-order-service")
                        .level("INFO")
                        .message("m2 payment accepted")
                        .build(),
                event(3).service("ts-travel-service")
                        .level("ERROR")
                        .message("m3 timeout")
                        .build());

        assertThat(messages(search("service.name:ts-order-service AND log.level:ERROR")))
                .containsExactly("m1");
        assertThat(messages(search("payment"))).containsExactlyInAnyOrder("m1", "m2");
        assertThat(messages(search("payment refused"))).containsExactly("m1");
        assertThat(messages(search("timeout OR refused"))).containsExactlyInAnyOrder("m1", "m3");
        assertThat(messages(search("\"payment accepted\""))).containsExactly("m2");
        assertThat(messages(search("NOT payment"))).containsExactly("m3");
        assertThat(messages(search("pay*"))).containsExactlyInAnyOrder("m1", "m2");
        assertThat(messages(search("service.name:(ts-order-service OR ts-travel-service) -refused")))
                .containsExactlyInAnyOrder("m2", "m3");
    }

    @Test
    void findsIdentifiersWithinTheMessage() {
        given(
                null,
                event(1).message("m1 call to ts-order-service failed: java.lang.NullPointerException")
                        .build(),
                event(2).message("m2 OrderController done, order 04027d90-a300-4e50-b380-200e58bce4ff")
                        .build(),
                event(3).message("m3 GET /api/v1/orders/7 order_id=7").build());

        assertThat(messages(search("ts-order-service"))).containsExactly("m1");
        assertThat(messages(search("NullPointerException"))).containsExactly("m1");
        assertThat(messages(search("java.lang.NullPointerException"))).containsExactly("m1");
        assertThat(messages(search("ordercontroller"))).containsExactly("m2");
        assertThat(messages(search("04027d90-a300-4e50-b380-200e58bce4ff"))).containsExactly("m2");
        assertThat(messages(search("order_id"))).containsExactly("m3");
        assertThat(messages(search("/api/v1/orders"))).containsExactly("m3");
    }

    @Test
    void findsByTraceEventIdLabelAndNumber() {
        LogEvent access = event(1).message("m1")
                .trace(TRACE, "0b3fba9c4ba54a89")
                .hop(hop(503))
                .label("tenant", "blue")
                .build();
        given(TRACE, access);
        given(null, event(2).message("m2").hop(hop(200)).label("tenant", "red").build());

        assertThat(messages(search("trace.id:" + TRACE))).containsExactly("m1");
        assertThat(messages(search("event.id:" + access.id()))).containsExactly("m1");
        assertThat(messages(search("throughline.flow.id:" + TRACE))).containsExactly("m1");
        assertThat(messages(search("throughline.labels.tenant:blue"))).containsExactly("m1");
        assertThat(messages(search("http.response.status_code:>=500"))).containsExactly("m1");
        assertThat(messages(search("http.response.status_code:[200 TO 299]"))).containsExactly("m2");
        assertThat(messages(search("url.path:/orders/7"))).hasSize(2);
        assertThat(messages(search("_exists_:throughline.flow.id"))).containsExactly("m1");
        assertThat(messages(search("throughline.flow.id:*"))).containsExactly("m1");
        assertThat(messages(search("no.such.field:x"))).isEmpty();
        assertThat(messages(search("http.response.status_code:word"))).isEmpty();
    }

    @Test
    void givesDocumentsWithFlatEcsNames() {
        LogEvent event = event(1).message("hello <b>\u001b[31m")
                .service("shop")
                .label("a.b", "c")
                .build();
        given(TRACE, event);

        ObjectNode document = search("").items().getFirst();
        assertThat(document.path("event.id").textValue()).isEqualTo(event.id());
        assertThat(document.path("@timestamp").textValue()).isEqualTo("2026-03-01T12:00:00.000Z");
        assertThat(document.path("service.name").textValue()).isEqualTo("shop");
        assertThat(document.path("message").textValue()).isEqualTo("hello <b>\u001b[31m");
        assertThat(document.path("throughline.flow.id").textValue()).isEqualTo(TRACE);
        assertThat(document.path("throughline.labels").path("a.b").textValue()).isEqualTo("c");
        assertThat(document.fieldNames()).toIterable().noneMatch(name -> name.startsWith("_"));
        assertThat(document.has("throughline.words")).isFalse();
    }

    @Test
    void writingTheSameEventAgainDoublesNothingAndForgetsNoFlow() {
        LogEvent event = event(1).message("m1").build();
        given(TRACE, event);
        given(null, event);

        Page<ObjectNode> page = search("");
        assertThat(page.items()).hasSize(1);
        assertThat(page.items().getFirst().path("throughline.flow.id").textValue())
                .isEqualTo(TRACE);
    }

    @Test
    void pagesThroughEventsOfOneInstantWithoutLossOrDouble() {
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            events.add(event(i).source(i % 2 == 0 ? "a" : "b")
                    .message("m" + i)
                    .at(NOON.plusSeconds(i / 10))
                    .build());
        }
        given(null, events.toArray(LogEvent[]::new));

        for (boolean ascending : new boolean[] {true, false}) {
            List<String> seen = new ArrayList<>();
            String cursor = null;
            do {
                Page<ObjectNode> page = store().search("", DAY, 7, ascending, cursor);
                assertThat(page.total()).isEqualTo(25);
                assertThat(page.totalIsExact()).isTrue();
                seen.addAll(messages(page));
                cursor = page.cursor();
            } while (cursor != null);
            assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        }
    }

    @Test
    void theLastPageHasNoCursor() {
        given(null, at(1, NOON), at(2, NOON));

        assertThat(store().search("", DAY, 2, false, null).cursor()).isNull();
        assertThat(store().search("", DAY, 1, false, null).cursor()).isNotNull();
    }

    @Test
    void aQueryThatCannotBeReadIsTheAskersFaultAndSaysSo() {
        given(null, at(1, NOON));

        for (String query :
                List.of("foo AND (", "service.name:[a TO", "\"open", "*ervice", "a ?b", "service.name:*x")) {
            assertThatThrownBy(() -> search(query))
                    .as(query)
                    .isInstanceOf(InvalidQueryException.class)
                    .hasMessageMatching("(?s)(The query|A word).*");
        }
        assertThatThrownBy(() -> search("x".repeat(5_000)))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("4096");
        assertThatThrownBy(() -> store().histogram("foo AND (", DAY, Duration.ofHours(1)))
                .isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> store().top("foo AND (", DAY, "service.name", 5))
                .isInstanceOf(InvalidQueryException.class);
    }

    @Test
    void aForeignCursorIsTheAskersFault() {
        given(null, at(1, NOON));

        for (String cursor : List.of("x", "!!!", "e30", "WzEsMl0", "WyIxIiwiMiIsIjMiLCI0Il0", "bnVsbA", "")) {
            assertThatThrownBy(() -> store().search("", DAY, 5, false, cursor))
                    .as(cursor)
                    .isInstanceOf(InvalidQueryException.class);
        }
    }

    @Test
    void aPageOfNoOrTooManyItemsIsRefused() {
        assertThatThrownBy(() -> store().search("", DAY, 0, false, null)).isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> store().search("", DAY, 1_001, false, null)).isInstanceOf(InvalidQueryException.class);
    }

    @Test
    void anEmptyStoreAnswersWithNothing() {
        assertThat(search("x").items()).isEmpty();
        assertThat(search("x").total()).isZero();
        assertThat(store().ofFlow(TRACE)).isEmpty();
        assertThat(store().top("", DAY, "service.name", 5)).isEmpty();
        assertThat(store().histogram("", DAY, Duration.ofHours(1))).hasSize(24).allMatch(bucket -> bucket.count() == 0);
    }

    @Test
    void countsOverTimeWithEmptyBucketsAndErrors() {
        given(
                null,
                event(1).at(NOON).build(),
                event(2).at(NOON.plusSeconds(59)).level("ERROR").build(),
                event(3).at(NOON.plusSeconds(120)).level("FATAL").build());

        TimeRange range = new TimeRange(NOON.plusSeconds(0), NOON.plusSeconds(180));
        assertThat(store().histogram("", range, Duration.ofMinutes(1)))
                .containsExactly(
                        new Bucket(NOON, 2, 1),
                        new Bucket(NOON.plusSeconds(60), 0, 0),
                        new Bucket(NOON.plusSeconds(120), 1, 1));
        assertThat(store().histogram("log.level:FATAL", range, Duration.ofMinutes(1)))
                .extracting(Bucket::count)
                .containsExactly(0L, 0L, 1L);
    }

    @Test
    void tooManyBucketsAreRefused() {
        assertThatThrownBy(() -> store().histogram("", DAY, Duration.ofSeconds(1)))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("500");
    }

    @Test
    void countsTheMostFrequentValuesOfAField() {
        given(
                null,
                event(1).service("a").hop(hop(200)).build(),
                event(2).service("b").hop(hop(200)).label("tenant", "blue").build(),
                event(3).service("b").hop(hop(503)).label("tenant", "blue").build());

        assertThat(store().top("", DAY, "service.name", 10)).containsExactly(new Top("b", 2), new Top("a", 1));
        assertThat(store().top("", DAY, "service.name", 1)).containsExactly(new Top("b", 2));
        assertThat(store().top("", DAY, "http.response.status_code", 10))
                .containsExactly(new Top("200", 2), new Top("503", 1));
        assertThat(store().top("", DAY, "throughline.labels.tenant", 10)).containsExactly(new Top("blue", 2));
        assertThat(store().top("", DAY, "no.such.field", 10)).isEmpty();
        assertThatThrownBy(() -> store().top("", DAY, "message", 10)).isInstanceOf(InvalidQueryException.class);
    }

    @Test
    void findsAndCountsTheMessagesOfOneTemplate() {
        given(
                null,
                event(1).message("order 7 paid").build(),
                event(2).message("order 8 paid").build(),
                event(3).message("order 8 lost").build());

        assertThat(search("throughline.template.id:" + MessageTemplate.idOf("order <*> paid"))
                        .items())
                .hasSize(2);
        assertThat(store().top("", DAY, "throughline.template.text", 10))
                .containsExactly(new Top("order <*> paid", 2), new Top("order <*> lost", 1));
        assertThat(store().top("", DAY, "throughline.template.id", 1))
                .containsExactly(new Top(MessageTemplate.idOf("order <*> paid"), 2));
    }

    @Test
    void givesTheEventsOfAFlowInTimeOrder() {
        given(TRACE, at(1, NOON.plusNanos(2)), at(2, NOON.plusNanos(1)), at(3, NOON.plusSeconds(86_400)), at(4, NOON));
        given("another", at(5, NOON));

        assertThat(store().ofFlow(TRACE))
                .extracting(document -> document.path("message").textValue())
                .containsExactly("m4", "m2", "m1", "m3");
    }

    private Page<ObjectNode> search(String query) {
        return store().search(query, DAY, 100, false, null);
    }

    private static LogEvent at(long number, Instant time) {
        return event(number).at(time).message("m" + number).build();
    }

    private static List<String> messages(Page<ObjectNode> page) {
        return page.items().stream()
                .map(document -> document.path("message").textValue().split(" ")[0])
                .toList();
    }

    private static Hop hop(int status) {
        return new Hop(
                "h",
                Vantage.INBOUND,
                "shop",
                null,
                NOON,
                Duration.ofMillis(3),
                null,
                null,
                null,
                "GET",
                "/orders/7",
                status,
                null,
                null,
                null,
                "10.0.0.1",
                null);
    }
}
