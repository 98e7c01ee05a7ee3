package io.throughline.core.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Vantage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallMatcherTest {
    private static final long BEGIN = 1_800_000_000_000_000L;

    private final Random random = new Random(7);
    private final List<Span> spans = new ArrayList<>();
    private int requests;

    private long jitter(long about) {
        return Math.round(about * Math.exp(0.1 * random.nextGaussian()));
    }

    private void span(String id, Vantage vantage, String kind, long start, long end) {
        spans.add(new Span(id, vantage, kind, start, end));
    }

    /** A request that asks for stock, then for a price; calls are named after it. */
    private void order(long start, boolean stockKnown) {
        String id = "r" + requests++;
        long at = start + jitter(200);
        if (!stockKnown) {
            long end = at + jitter(3_000 + random.nextInt(3_000));
            span(id + ".stock", Vantage.OUTBOUND, "GET /stock", at, end);
            at = end + jitter(150);
        }
        long end = at + jitter(1_000 + random.nextInt(9_000));
        span(id + ".price", Vantage.OUTBOUND, "GET /price", at, end);
        span(id, Vantage.INBOUND, "POST /orders", start, end + jitter(100));
    }

    private void ordersEvery(long micros, int count, double stockKnown) {
        for (int i = 0; i < count; i++) {
            order(BEGIN + i * micros + random.nextInt((int) micros), random.nextDouble() < stockKnown);
        }
    }

    private static double right(List<Edge> edges) {
        long right = edges.stream()
                .filter(edge -> edge.child().startsWith(edge.parent() + "."))
                .count();
        return right / (double) edges.size();
    }

    @Test
    void tellsOverlappingRequestsApartByTheirGaps() {
        ordersEvery(3_000, 1_000, 0);

        List<Edge> edges = CallMatcher.match(spans);

        assertThat(edges).hasSize(2_000);
        assertThat(right(edges)).isGreaterThan(0.99);
    }

    @Test
    void allowsForCallsThatAreLeftOut() {
        ordersEvery(3_000, 1_000, 0.4);

        assertThat(right(CallMatcher.match(spans))).isGreaterThan(0.98);
    }

    @Test
    void isSurerOfWhatIsRight() {
        ordersEvery(90, 3_000, 0.2);

        List<Edge> edges = CallMatcher.match(spans);

        assertThat(right(edges.stream().filter(edge -> edge.confidence() >= 0.9).toList()))
                .isGreaterThan(0.98);
        assertThat(right(edges.stream().filter(edge -> edge.confidence() < 0.9).toList()))
                .isLessThan(0.95);
    }

    @Test
    void isNotSureWhereAHundredRequestsOverlap() {
        ordersEvery(60, 1_000, 0.2);

        List<Edge> edges = CallMatcher.match(spans);

        assertThat(right(edges.stream().filter(edge -> edge.confidence() >= 0.9).toList()))
                .isGreaterThan(0.97);
    }

    /** Four parts of a page come in; whichever is last, stores the page when all others have been answered. */
    @Test
    void waitsForTheOtherRequestsOfAFlow() {
        Map<String, String> flowOf = new HashMap<>();
        for (int flow = 0; flow < 600; flow++) {
            long start = BEGIN + flow * 2_000L + random.nextInt(2_000);
            String last = "f" + flow + "p3";
            long others = 0;
            for (int part = 0; part < 3; part++) {
                String id = "f" + flow + "p" + part;
                long begin = start + random.nextInt(4_000);
                long end = begin + jitter(1_500);
                others = Math.max(others, end);
                span(id, Vantage.INBOUND, "PUT /part", begin, end);
                flowOf.put(id, "f" + flow);
            }
            long stored = others + jitter(300);
            span(last + ".store", Vantage.OUTBOUND, "PUT /page", stored, stored + jitter(2_000));
            span(last, Vantage.INBOUND, "PUT /part", start + random.nextInt(1_000), stored + jitter(3_500));
            flowOf.put(last, "f" + flow);
        }

        double alone = right(CallMatcher.match(spans));
        double together = right(CallMatcher.match(spans, flowOf));

        assertThat(together).isGreaterThan(0.97).isGreaterThan(alone);
    }

    @Test
    void findsRepeatedCalls() {
        for (int i = 0; i < 300; i++) {
            String id = "r" + i;
            long start = BEGIN + i * 5_000L + random.nextInt(5_000);
            long at = start + jitter(100);
            int pages = 1 + random.nextInt(5);
            for (int page = 0; page < pages; page++) {
                long end = at + jitter(1_000);
                span(id + "." + page, Vantage.OUTBOUND, "GET /page", at, end);
                at = end + jitter(80);
            }
            span(id, Vantage.INBOUND, "GET /book", start, at + jitter(50));
        }

        assertThat(right(CallMatcher.match(spans))).isGreaterThan(0.98);
    }

    @Test
    void findsCallsThatOutliveTheirRequest() {
        for (int i = 0; i < 500; i++) {
            String id = "r" + i;
            long start = BEGIN + i * 4_000L + random.nextInt(4_000);
            long sent = start + jitter(900);
            span(id, Vantage.INBOUND, "POST /mail", start, start + jitter(1_200));
            span(id + ".mail", Vantage.OUTBOUND, "SMTP", sent, sent + jitter(6_000));
        }

        assertThat(right(CallMatcher.match(spans))).isGreaterThan(0.97);
    }

    @Test
    void findsInternalSpansWithinOneAnother() {
        for (int i = 0; i < 300; i++) {
            String id = "r" + i;
            long start = BEGIN + i * 2_000L + random.nextInt(2_000);
            long a = start + jitter(100);
            long b = a + jitter(100);
            long end = b + jitter(2_500);
            span(id + ".c.q", Vantage.OUTBOUND, "SELECT", b, end);
            span(id + ".c", Vantage.INTERNAL, "Controller", a, end + jitter(60));
            span(id, Vantage.INBOUND, "GET /", start, end + jitter(60) + 200);
        }

        List<Edge> edges = CallMatcher.match(spans);

        assertThat(edges.stream()
                        .filter(edge -> edge.child().equals(edge.parent() + ".c")
                                || edge.child().equals(edge.parent() + ".q")))
                .hasSizeGreaterThan(590);
    }

    @Test
    void leavesACallAloneWhoseRequestWasNotSeen() {
        ordersEvery(50_000, 200, 0);
        span("timer", Vantage.OUTBOUND, "GET /price", BEGIN - 1_000_000, BEGIN - 999_000);

        assertThat(CallMatcher.match(spans).getFirst())
                .satisfies(edge -> assertThat(edge.child()).isEqualTo("timer"))
                .satisfies(edge -> assertThat(edge.parent()).isNull());
    }

    @Test
    void answersTheSameInAnyOrderAndWithRepetitions() {
        ordersEvery(2_000, 300, 0.3);
        List<Edge> edges = CallMatcher.match(spans);
        List<Span> again = new ArrayList<>(spans);
        again.addAll(spans.subList(100, 200));
        Collections.shuffle(again, random);

        assertThat(CallMatcher.match(again)).isEqualTo(edges);
    }

    @Test
    void answersForNothingAndForRequestsWithoutCalls() {
        assertThat(CallMatcher.match(List.of())).isEmpty();
        span("r", Vantage.INBOUND, "GET /", BEGIN, BEGIN + 10);
        assertThat(CallMatcher.match(spans)).isEmpty();
    }

    /** As if their service passed ids on, but only so many of its records named them. */
    private List<Span> withIds(double share) {
        List<Span> some = new ArrayList<>();
        for (Span span : spans) {
            String request = span.id().split("\\.", 2)[0];
            boolean call = span.mayBeCaused();
            some.add(
                    random.nextDouble() >= share
                            ? span
                            : new Span(
                                    span.id(),
                                    span.vantage(),
                                    span.kind(),
                                    span.start(),
                                    span.end(),
                                    "trace-" + request,
                                    "span-" + span.id(),
                                    call ? "span-" + request : "caller-of-" + request,
                                    span.marks()));
        }
        return some;
    }

    @Test
    void holdsFastToWhatIdsProve() {
        ordersEvery(1_500, 400, 0.2);

        List<Span> known = withIds(0.5);
        Set<String> named = new HashSet<>();
        known.stream().filter(span -> span.trace() != null).forEach(span -> named.add(span.id()));
        List<Edge> proven = CallMatcher.match(known).stream()
                .filter(edge -> named.contains(edge.child())
                        && named.contains(edge.child().split("\\.", 2)[0]))
                .toList();

        assertThat(proven).hasSizeGreaterThan(150);
        assertThat(right(proven)).isEqualTo(1);
        assertThat(proven).allSatisfy(edge -> assertThat(edge.confidence()).isGreaterThan(0.99));
    }

    @Test
    void learnsFromIdsWhatHasNone() {
        for (int i = 0; i < 400; i++) {
            long start = BEGIN + i * 1_500L + random.nextInt(1_500);
            long first = start + random.nextInt(3_000);
            long second = first + 500 + random.nextInt(3_000);
            span("r" + i + ".a", Vantage.OUTBOUND, "GET /a", first, first + 400);
            span("r" + i + ".b", Vantage.OUTBOUND, "GET /b", second, second + 1_000);
            span("r" + i, Vantage.INBOUND, "GET /both", start, second + 1_000 + random.nextInt(3_000));
        }

        double without = right(CallMatcher.match(spans));
        double with = right(CallMatcher.match(withIds(0.3)));

        assertThat(with).isGreaterThan(without + 0.1);
    }

    @Test
    void neverGivesOneRequestCallsThatNameDifferentOnes() {
        ordersEvery(1_500, 300, 0.2);

        List<Span> known = withIds(0.4);
        Map<String, String> parentOf = new HashMap<>();
        CallMatcher.match(known).forEach(edge -> parentOf.put(edge.child(), String.valueOf(edge.parent())));
        Map<String, Set<String>> named = new HashMap<>();
        for (Span span : known) {
            if (span.mayBeCaused() && span.parentSpan() != null) {
                named.computeIfAbsent(parentOf.get(span.id()), any -> new HashSet<>())
                        .add(span.parentSpan());
            }
        }
        named.remove("null");

        assertThat(named.values())
                .hasSizeGreaterThan(100)
                .allSatisfy(spansNamed -> assertThat(spansNamed).hasSize(1));
    }

    @Test
    void goesByWhatRequestsAndCallsNameWhereTimesDoNotTell() {
        List<Span> marked = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            long start = BEGIN + i * 1_500L + random.nextInt(1_500);
            long call = start + random.nextInt(5_000);
            String order = "order-" + i;
            span("r" + i + ".stock", Vantage.OUTBOUND, "GET /stock", call, call + 2_000);
            span("r" + i, Vantage.INBOUND, "GET /orders", start, call + 2_000 + random.nextInt(5_000));
            for (Span span : spans.subList(spans.size() - 2, spans.size())) {
                Set<String> marks = random.nextInt(10) == 0 ? Set.of() : Set.of(order, "tenant-" + i % 2);
                marked.add(new Span(
                        span.id(), span.vantage(), span.kind(), span.start(), span.end(), null, null, null, marks));
            }
        }

        double without = right(CallMatcher.match(spans));
        double with = right(CallMatcher.match(marked));

        assertThat(without).isLessThan(0.7);
        assertThat(with).isGreaterThan(0.9);
    }
}
