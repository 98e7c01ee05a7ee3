package io.throughline.standalone.demo;

import io.throughline.core.model.Vantage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the shop really did, noted where requests are served and never read from its logs: the truth that the demo compares the
 * line's answers with. Safe for use by several threads.
 */
final class Ledger {
    private final Map<String, List<Entry>> traces = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private volatile boolean open = true;

    /** One end of one call. */
    record Entry(String service, Vantage side, TraceContext span) {}

    /** A request that a customer sent to the gateway. */
    void request() {
        requests.incrementAndGet();
    }

    void hop(String service, Vantage side, TraceContext span) {
        if (!open) {
            return;
        }
        traces.compute(span.traceId(), (id, hops) -> {
            List<Entry> list = hops == null ? new ArrayList<>() : hops;
            synchronized (list) {
                list.add(new Entry(service, side, span));
            }
            return list;
        });
    }

    long requests() {
        return requests.get();
    }

    int traces() {
        return traces.size();
    }

    /** The hops of every trace, by trace id; a copy. */
    Map<String, List<Entry>> hops() {
        Map<String, List<Entry>> copy = new ConcurrentHashMap<>();
        traces.forEach((id, hops) -> {
            synchronized (hops) {
                copy.put(id, List.copyOf(hops));
            }
        });
        return copy;
    }

    /** Ends the book: a demo that runs for days would fill the memory with it. */
    void close() {
        open = false;
        traces.clear();
    }
}
