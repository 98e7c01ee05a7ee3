package io.throughline.api.suspects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.health.Line;
import io.throughline.core.health.SuspectSearch;
import io.throughline.core.model.Flow;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the flows and lines of a window and of what came before it, the newest first and no more than so many, and ranks the suspects. */
final class SuspectScan {
    /** Flows looked at, of the window; of what is learned from, each time twice as many. */
    static final int MAX_FLOWS = 2_000;

    /** Lines looked at, likewise. */
    static final int MAX_LINES = 10_000;

    private static final int FLOW_PAGE = 100;

    /** Lines without the trace they belong to tell nothing here. */
    private static final String LINES = "_exists_:" + EcsFields.TRACE_ID + " AND _exists_:" + EcsFields.TEMPLATE_TEXT;

    private final FlowStore flows;
    private final LogStore logs;
    private final SuspectSearch search = new SuspectSearch();
    private boolean limitReached;

    SuspectScan(FlowStore flows, LogStore logs) {
        this.flows = flows;
        this.logs = logs;
    }

    private record Read(int flows, int lines) {}

    /**
     * @param baseline ends where the window begins
     * @param faultFree what of it is in neither is read as well
     */
    SuspectsAnswer answer(TimeRange window, TimeRange baseline, List<TimeRange> faultFree) {
        Read within = read(window, 1);
        Read before = read(baseline, 2);
        int flowsBefore = before.flows;
        int linesBefore = before.lines;
        for (TimeRange stretch : faultFree) {
            for (TimeRange rest : outside(stretch, new TimeRange(baseline.from(), window.to()))) {
                Read more = read(rest, 2);
                flowsBefore += more.flows;
                linesBefore += more.lines;
            }
        }
        return new SuspectsAnswer(
                window.from().toString(),
                window.to().toString(),
                baseline.from().toString(),
                faultFree.stream().map(SuspectsAnswer.Stretch::of).toList(),
                search.suspects(window, faultFree).stream()
                        .map(SuspectsAnswer.Item::of)
                        .toList(),
                within.flows,
                within.lines,
                flowsBefore,
                linesBefore,
                limitReached);
    }

    /** What of a stretch is before and after what was read already. */
    private static List<TimeRange> outside(TimeRange stretch, TimeRange read) {
        List<TimeRange> rest = new ArrayList<>();
        if (stretch.from().isBefore(read.from())) {
            rest.add(new TimeRange(stretch.from(), earlier(stretch.to(), read.from())));
        }
        if (stretch.to().isAfter(read.to())) {
            rest.add(new TimeRange(later(stretch.from(), read.to()), stretch.to()));
        }
        return rest;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Read read(TimeRange range, int times) {
        return new Read(flows(range, times * MAX_FLOWS), lines(range, times * MAX_LINES));
    }

    private int flows(TimeRange range, int max) {
        int read = 0;
        String cursor = null;
        for (int page = 0; page < max / FLOW_PAGE && (page == 0 || cursor != null); page++) {
            Page<Flow> found = flows.find(FlowStore.Filter.ALL, range, FLOW_PAGE, cursor);
            found.items().forEach(search::add);
            read += found.items().size();
            cursor = found.cursor();
        }
        noteLimit(cursor);
        return read;
    }

    private int lines(TimeRange range, int max) {
        int read = 0;
        String cursor = null;
        for (int page = 0; page < max / LogStore.MAX_PAGE && (page == 0 || cursor != null); page++) {
            Page<ObjectNode> found = logs.search(LINES, range, LogStore.MAX_PAGE, false, cursor);
            for (ObjectNode event : found.items()) {
                Line line = Line.ofDocument(event);
                if (line != null) {
                    search.add(line);
                }
            }
            read += found.items().size();
            cursor = found.cursor();
        }
        noteLimit(cursor);
        return read;
    }

    private void noteLimit(@Nullable String cursor) {
        limitReached |= cursor != null;
    }
}
