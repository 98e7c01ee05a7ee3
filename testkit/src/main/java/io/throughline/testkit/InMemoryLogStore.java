package io.throughline.testkit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.LogEvent;
import io.throughline.core.schema.EcsEvent;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Log events in memory, for tests of whoever asks a store. Every search reads all of them. */
public final class InMemoryLogStore implements LogStore {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_BUCKETS = 500;
    private static final int MAX_OF_FLOW = 10_000;

    private final Map<String, Stored> events = new ConcurrentHashMap<>();

    private record Stored(LogEvent event, @Nullable String flowId, ObjectNode document) {
        Cursors.Position position() {
            return new Cursors.Position(event.timestamp(), String.format("%s %019d", event.source(), event.offset()));
        }
    }

    /** Keeps the event; one that knows its flow is not replaced by one that does not. */
    public void add(LogEvent event, @Nullable String flowId) {
        Stored stored = new Stored(event, flowId, document(event, flowId));
        events.merge(
                event.id(), stored, (before, now) -> before.flowId() != null && now.flowId() == null ? before : now);
    }

    public void clear() {
        events.clear();
    }

    @Override
    public Page<ObjectNode> search(
            String query, TimeRange range, int size, boolean ascending, @Nullable String cursor) {
        if (size < 1 || size > MAX_PAGE) {
            throw new InvalidQueryException("A page has 1 to " + MAX_PAGE + " items, not " + size + ".");
        }
        Page<Stored> page = Cursors.page(matching(query, range), Stored::position, ascending, size, cursor);
        List<ObjectNode> items = page.items().stream()
                .map(stored -> stored.document().deepCopy())
                .toList();
        return new Page<>(items, page.total(), page.totalIsExact(), page.cursor());
    }

    @Override
    public List<Bucket> histogram(String query, TimeRange range, Duration interval) {
        long step = interval.toMillis();
        if (step < 1) {
            throw new InvalidQueryException("An interval is at least 1 ms.");
        }
        long first = Math.floorDiv(range.from().toEpochMilli(), step);
        long last = Math.floorDiv(range.to().toEpochMilli() - 1, step);
        if (last - first >= MAX_BUCKETS) {
            throw new InvalidQueryException(
                    "The range has more than " + MAX_BUCKETS + " intervals: take a longer one.");
        }
        List<LogEvent> found =
                matching(query, range).stream().map(Stored::event).toList();
        List<Bucket> buckets = new ArrayList<>();
        for (long bucket = first; bucket <= last; bucket++) {
            long number = bucket;
            List<LogEvent> inside = found.stream()
                    .filter(event -> Math.floorDiv(event.timestamp().toEpochMilli(), step) == number)
                    .toList();
            long errors = inside.stream()
                    .filter(event -> "ERROR".equals(event.level()) || "FATAL".equals(event.level()))
                    .count();
            buckets.add(new Bucket(Instant.ofEpochMilli(bucket * step), inside.size(), errors));
        }
        return buckets;
    }

    @Override
    public List<Top> top(String query, TimeRange range, String field, int size) {
        if (size < 1 || size > MAX_TOP) {
            throw new InvalidQueryException(
                    "The most frequent 1 to " + MAX_TOP + " values can be had, not " + size + ".");
        }
        if (field.equals(EcsFields.MESSAGE)) {
            throw new InvalidQueryException("The values of " + field + " cannot be counted.");
        }
        Map<String, Long> counts = matching(query, range).stream()
                .map(stored -> value(stored.document(), field))
                .filter(value -> !value.isMissingNode())
                .collect(Collectors.groupingBy(JsonNode::asText, HashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> new Top(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Top::count).reversed().thenComparing(Top::value))
                .limit(size)
                .toList();
    }

    @Override
    public List<ObjectNode> ofFlow(String flowId) {
        return events.values().stream()
                .filter(stored -> flowId.equals(stored.flowId()))
                .sorted(Comparator.comparing(Stored::position))
                .limit(MAX_OF_FLOW)
                .map(stored -> stored.document().deepCopy())
                .toList();
    }

    private List<Stored> matching(String query, TimeRange range) {
        EventQuery parsed = EventQuery.parse(query);
        Function<Stored, Instant> time = stored -> stored.event().timestamp();
        return events.values().stream()
                .filter(stored -> !time.apply(stored).isBefore(range.from()))
                .filter(stored -> time.apply(stored).isBefore(range.to()))
                .filter(stored -> parsed.matches(stored.document()))
                .toList();
    }

    private static JsonNode value(ObjectNode document, String field) {
        String labels = EcsFields.LABELS + ".";
        return field.startsWith(labels)
                ? document.path(EcsFields.LABELS).path(field.substring(labels.length()))
                : document.path(field);
    }

    private static ObjectNode document(LogEvent event, @Nullable String flowId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
            EcsEvent.write(json, event, flowId);
            json.flush();
            return (ObjectNode) MAPPER.readTree(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
