package io.throughline.core.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Normalised log events, found by query. Events are given as ECS documents: what a store holds may be more than the model knows. */
public interface LogStore {
    int MAX_PAGE = 1_000;

    int MAX_TOP = 1_000;

    /**
     * Events that match, the newest first unless {@code ascending}.
     *
     * @param query Lucene syntax over ECS fields; blank matches all. Words without a field search the message.
     * @param size 1 to {@link #MAX_PAGE}
     * @param cursor as a page before gave it; null for the first
     * @throws InvalidQueryException a query or cursor that cannot be read, a leading wildcard, a query over 4 KiB
     * @throws StoreUnavailableException the store does not answer
     */
    Page<ObjectNode> search(String query, TimeRange range, int size, boolean ascending, @Nullable String cursor);

    /** Counts over time, in at most 500 buckets of {@code interval}, empty ones included. */
    List<Bucket> histogram(String query, TimeRange range, Duration interval);

    /** The most frequent values of a field, at most {@code size} (up to {@link #MAX_TOP}). */
    List<Top> top(String query, TimeRange range, String field, int size);

    /** Events of one flow in time order, at most 10,000. */
    List<ObjectNode> ofFlow(String flowId);

    /** How many events, and how many of these with an error level. */
    record Bucket(Instant start, long count, long errors) {}

    /** One value of a field and how many events have it. */
    record Top(String value, long count) {}
}
