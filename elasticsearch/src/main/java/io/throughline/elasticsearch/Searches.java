package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.schema.Timestamps;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.StoreUnavailableException;
import io.throughline.core.store.TimeRange;
import io.throughline.elasticsearch.ElasticsearchClient.Answer;
import java.io.IOException;
import java.time.Instant;

/** Parts of search requests that all stores have in common, and the sending of them. */
final class Searches {
    /** Totals are counted up to here; beyond, they are lower bounds. */
    static final int COUNTED = 10_000;

    /** The latest instant that {@code date_nanos} has. */
    private static final Instant LAST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    private static final String NANOS = "strict_date_optional_time_nanos";

    private Searches() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A request for {@code size} documents of the range; {@code filter} conditions can be added to its {@code query.bool.filter}. */
    static ObjectNode inRange(TimeRange range, int size) {
        ObjectNode body = object();
        body.put("size", size);
        // Searches of strangers must not hold the server for long; what was found until then is not given as if it were
        // all.
        body.put("timeout", "20s");
        body.put("track_total_hits", COUNTED);
        ObjectNode time = filters(body).addObject().putObject("range").putObject(EcsFields.TIMESTAMP);
        time.put("gte", Timestamps.format(clamp(range.from())));
        time.put("lt", Timestamps.format(clamp(range.to())));
        time.put("format", NANOS);
        return body;
    }

    static ArrayNode filters(ObjectNode body) {
        JsonNode existing = body.path("query").path("bool").path("filter");
        return existing instanceof ArrayNode array
                ? array
                : body.putObject("query").putObject("bool").putArray("filter");
    }

    static void term(ObjectNode body, String field, String value) {
        filters(body).addObject().putObject("term").put(field, value);
    }

    /** By time first, then by the fields that make the order total. */
    static void sort(ObjectNode body, boolean ascending, String... tieBreakers) {
        String order = ascending ? "asc" : "desc";
        ArrayNode sort = body.putArray("sort");
        ObjectNode time = sort.addObject().putObject(EcsFields.TIMESTAMP);
        time.put("order", order);
        time.put("format", NANOS);
        time.put("unmapped_type", "date_nanos");
        for (String field : tieBreakers) {
            ObjectNode by = sort.addObject().putObject(field);
            by.put("order", order);
            by.put("unmapped_type", field.equals(EcsFields.RECORD_OFFSET) ? "long" : "keyword");
        }
    }

    /**
     * Searches all partitions of a kind; partitions that do not exist hold nothing.
     *
     * @throws InvalidQueryException Elasticsearch cannot read the request
     * @throws StoreUnavailableException it does not answer, or not in time
     */
    static JsonNode send(ElasticsearchClient client, String kind, ObjectNode body) {
        String path = "/" + IndexNames.pattern(kind)
                + "/_search?ignore_unavailable=true&allow_no_indices=true&allow_partial_search_results=false";
        Answer answer = client.call("POST", path, body);
        if (answer.status() == 404) {
            return object();
        }
        String reason = answer.ok() ? "" : ErrorReason.of(answer.body());
        if (answer.status() == 400) {
            throw new InvalidQueryException("The query cannot be read: " + reason);
        }
        if (!answer.ok()) {
            String words = answer.status() + " " + reason;
            throw new StoreUnavailableException(client + " answers " + words, new IOException(words));
        }
        JsonNode result = ElasticsearchClient.tree(answer);
        if (result.path("timed_out").asBoolean()) {
            throw new StoreUnavailableException(
                    client + " did not finish the search in time", new IOException("timed out"));
        }
        return result;
    }

    private static Instant clamp(Instant time) {
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LAST) ? LAST : time;
    }
}
