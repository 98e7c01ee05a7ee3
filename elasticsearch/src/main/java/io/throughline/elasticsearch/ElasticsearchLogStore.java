package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Log events in Elasticsearch. */
public final class ElasticsearchLogStore implements LogStore {
    private static final int MAX_BUCKETS = 500;
    private static final int MAX_OF_FLOW = 10_000;
    private static final int MAX_FIELD_LENGTH = 256;

    private final ElasticsearchClient client;

    public ElasticsearchLogStore(ElasticsearchClient client) {
        this.client = client;
    }

    @Override
    public Page<ObjectNode> search(
            String query, TimeRange range, int size, boolean ascending, @Nullable String cursor) {
        Pages.checkSize(size, MAX_PAGE);
        JsonNode answer = send(LogSearches.page(query, range, size, ascending, cursor));
        return Pages.read(answer, size, ElasticsearchLogStore::document);
    }

    @Override
    public List<Bucket> histogram(String query, TimeRange range, Duration interval) {
        long step = interval.toMillis();
        if (step < 1) {
            throw new InvalidQueryException("An interval is at least 1 ms.");
        }
        // Elasticsearch counts fixed intervals from 1970, too.
        long first = Math.floorDiv(range.from().toEpochMilli(), step);
        long last = Math.floorDiv(range.to().toEpochMilli() - 1, step);
        if (last - first >= MAX_BUCKETS) {
            throw new InvalidQueryException(
                    "The range has more than " + MAX_BUCKETS + " intervals: take a longer one.");
        }
        JsonNode answer = send(LogSearches.histogram(query, range, interval));
        Map<Long, JsonNode> found = new HashMap<>();
        for (JsonNode bucket : buckets(answer, LogSearches.BY_TIME)) {
            found.put(Math.floorDiv(bucket.path("key").asLong(), step), bucket);
        }
        List<Bucket> buckets = new ArrayList<>();
        for (long number = first; number <= last; number++) {
            JsonNode bucket = found.get(number);
            long count = bucket == null ? 0 : bucket.path("doc_count").asLong();
            long errors = bucket == null
                    ? 0
                    : bucket.path(LogSearches.ERRORS).path("doc_count").asLong();
            buckets.add(new Bucket(Instant.ofEpochMilli(number * step), count, errors));
        }
        return buckets;
    }

    @Override
    public List<Top> top(String query, TimeRange range, String field, int size) {
        if (size < 1 || size > MAX_TOP) {
            throw new InvalidQueryException(
                    "The most frequent 1 to " + MAX_TOP + " values can be had, not " + size + ".");
        }
        if (field.isBlank()
                || field.length() > MAX_FIELD_LENGTH
                || field.equals(EcsFields.MESSAGE)
                || field.startsWith("_")) {
            throw new InvalidQueryException("The values of this field cannot be counted.");
        }
        JsonNode answer = send(LogSearches.top(query, range, field, size));
        List<Top> top = new ArrayList<>();
        for (JsonNode bucket : buckets(answer, LogSearches.TOP)) {
            // Dates and flags have their text beside a number.
            JsonNode value = bucket.has("key_as_string") ? bucket.path("key_as_string") : bucket.path("key");
            top.add(new Top(value.asText(), bucket.path("doc_count").asLong()));
        }
        return top;
    }

    @Override
    public List<ObjectNode> ofFlow(String flowId) {
        return Pages.read(send(LogSearches.ofFlow(flowId, MAX_OF_FLOW)), MAX_OF_FLOW, ElasticsearchLogStore::document)
                .items();
    }

    private JsonNode send(ObjectNode body) {
        return Searches.send(client, IndexNames.LOGS, body);
    }

    private static JsonNode buckets(JsonNode answer, String aggregation) {
        return answer.path("aggregations").path(aggregation).path("buckets");
    }

    /** As it is kept, with its id as a member, without what only helps to find it. */
    private static ObjectNode document(JsonNode hit) {
        ObjectNode document = hit.path("_source").deepCopy();
        document.remove(SearchWords.FIELD);
        document.put(EcsFields.EVENT_ID, hit.path("_id").asText());
        return document;
    }
}
