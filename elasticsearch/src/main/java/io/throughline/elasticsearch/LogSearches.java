package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.store.SearchText;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The requests that {@link ElasticsearchLogStore} sends: what a person asks, in Elasticsearch's terms. */
final class LogSearches {
    static final String BY_TIME = "by_time";
    static final String ERRORS = "errors";
    static final String TOP = "top";

    private LogSearches() {}

    static ObjectNode page(String query, TimeRange range, int size, boolean ascending, @Nullable String cursor) {
        ObjectNode body = matching(query, range, size + 1);
        sort(body, ascending);
        Pages.after(body, cursor);
        return body;
    }

    static ObjectNode histogram(String query, TimeRange range, Duration interval) {
        ObjectNode body = matching(query, range, 0);
        body.put("track_total_hits", false);
        ObjectNode byTime = body.putObject("aggs").putObject(BY_TIME);
        ObjectNode buckets = byTime.putObject("date_histogram");
        buckets.put("field", EcsFields.TIMESTAMP);
        buckets.put("fixed_interval", interval.toMillis() + "ms");
        buckets.put("min_doc_count", 1);
        byTime.putObject("aggs")
                .putObject(ERRORS)
                .putObject("filter")
                .putObject("terms")
                .putArray(EcsFields.LOG_LEVEL)
                .add("ERROR")
                .add("FATAL");
        return body;
    }

    static ObjectNode top(String query, TimeRange range, String field, int size) {
        ObjectNode body = matching(query, range, 0);
        body.put("track_total_hits", false);
        ObjectNode terms = body.putObject("aggs").putObject(TOP).putObject("terms");
        terms.put("field", field);
        terms.put("size", size);
        return body;
    }

    static ObjectNode ofFlow(String flowId, int size) {
        ObjectNode body = Searches.object();
        body.put("size", size);
        body.put("track_total_hits", false);
        Searches.term(body, EcsFields.FLOW_ID, flowId);
        sort(body, true);
        return body;
    }

    /** Source and offset are an event's identity, and order the lines of one file within one instant. */
    private static void sort(ObjectNode body, boolean ascending) {
        Searches.sort(body, ascending, EcsFields.RECORD_SOURCE, EcsFields.RECORD_OFFSET);
    }

    private static ObjectNode matching(String query, TimeRange range, int size) {
        ObjectNode body = Searches.inRange(range, size);
        if (!query.isBlank()) {
            ObjectNode text = Searches.filters(body).addObject().putObject("query_string");
            text.put("query", SearchText.toLucene(query, "_id"));
            text.putArray("fields").add(EcsFields.MESSAGE).add(SearchWords.FIELD);
            text.put("default_operator", "AND");
            text.put("allow_leading_wildcard", false);
            // A word where a number belongs finds nothing, instead of failing.
            text.put("lenient", true);
        }
        return body;
    }
}
