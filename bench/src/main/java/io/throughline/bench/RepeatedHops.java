package io.throughline.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.bench.HopSet.Truth;
import io.throughline.core.config.Settings;
import io.throughline.core.model.Correlation;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Normalised;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set of hops one time after another, without end: each time later by the set's length, and with ids of its own. Hop {@code n} of the
 * stream is made when it is asked for, so nothing of the stream is held but one set.
 */
final class RepeatedHops {
    private static final HexFormat HEX = HexFormat.of();
    private static final int NONE = -1;

    private final List<LogEvent> events;
    /** Of each hop: the number in the set of its true parent. */
    private final int[] parents;
    /** Of each hop: the number of its true flow. */
    private final int[] flowOf;

    private final int flows;
    private final Duration length;
    private final boolean withIds;

    private RepeatedHops(List<LogEvent> events, int[] parents, int[] flowOf, int flows, boolean withIds) {
        this.events = events;
        this.parents = parents;
        this.flowOf = flowOf;
        this.flows = flows;
        this.withIds = withIds;
        Instant start = events.stream()
                .map(event -> hop(event).start())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        this.length = Duration.between(start, events.getLast().timestamp()).plusMillis(1);
    }

    /**
     * @param withIds whether the records tell trace and spans, as the truth has them
     * @throws IOException the set cannot be read, or a line of it is no hop
     */
    static RepeatedHops of(HopSet set, boolean withIds) throws IOException {
        Normaliser normaliser = new Normaliser(ParseLimits.from(new Settings(Map.of())));
        List<LogEvent> events = new ArrayList<>();
        for (ObjectNode hop : set.hops()) {
            byte[] line = hop.toString().getBytes(StandardCharsets.UTF_8);
            Normalised read = normaliser.normalise(new RawRecord("set", events.size(), line, Origin.ofHost("host")));
            if (!(read instanceof LogEvent event) || event.hop() == null) {
                throw new IOException("no hop: " + hop);
            }
            events.add(event);
        }
        events.sort(Comparator.comparing(LogEvent::timestamp));
        Map<String, Integer> numbers = new HashMap<>();
        events.forEach(event -> numbers.put(hop(event).id(), numbers.size()));
        Map<String, Integer> flows = new HashMap<>();
        int[] parents = new int[events.size()];
        int[] flowOf = new int[events.size()];
        for (int i = 0; i < parents.length; i++) {
            Truth is = Objects.requireNonNull(set.truth().get(hop(events.get(i)).id()));
            parents[i] = is.parent() == null ? NONE : Objects.requireNonNull(numbers.get(is.parent()));
            flowOf[i] = flows.computeIfAbsent(is.flow(), any -> flows.size());
        }
        return new RepeatedHops(events, parents, flowOf, flows.size(), withIds);
    }

    private static Hop hop(LogEvent event) {
        return Objects.requireNonNull(event.hop());
    }

    LogEvent event(long n) {
        int i = (int) (n % events.size());
        long round = n / events.size();
        Duration later = length.multipliedBy(round);
        LogEvent event = events.get(i);
        return new LogEvent(
                HEX.toHexDigits(0L) + id(n),
                event.source(),
                n,
                event.timestamp().plus(later),
                event.service(),
                event.origin(),
                event.level(),
                event.logger(),
                event.thread(),
                event.message(),
                withIds ? ids(n, i, round) : Correlation.NONE,
                later(hop(event), n, later, round),
                event.labels());
    }

    private static Hop later(Hop hop, long n, Duration later, long round) {
        return new Hop(
                id(n),
                hop.vantage(),
                hop.service(),
                hop.instance(),
                hop.start().plus(later),
                hop.duration(),
                hop.operation(),
                hop.peer(),
                hop.link() == null ? null : hop.link() + "-" + round,
                hop.method(),
                hop.path(),
                hop.status(),
                hop.requestBytes(),
                hop.responseBytes(),
                hop.principal(),
                hop.sourceIp(),
                hop.userAgent());
    }

    private Correlation ids(long n, int i, long round) {
        String trace = HEX.toHexDigits(1L) + HEX.toHexDigits(round * flows + flowOf[i]);
        return new Correlation(trace, id(n), parents[i] == NONE ? null : id(n - i + parents[i]), null);
    }

    private static String id(long n) {
        return HEX.toHexDigits(n);
    }

    /**
     * Whether a hop has its true parent.
     *
     * @param hop an id that an event of the stream has
     */
    boolean right(String hop, @Nullable String parent) {
        long n = HexFormat.fromHexDigitsToLong(hop);
        int i = (int) (n % events.size());
        return Objects.equals(parent, parents[i] == NONE ? null : id(n - i + parents[i]));
    }
}
