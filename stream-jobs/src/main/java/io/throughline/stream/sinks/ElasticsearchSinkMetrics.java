package io.throughline.stream.sinks;

import io.throughline.elasticsearch.bulk.BulkListener;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** The sink's figures among Flink's metrics; counted by the HTTP client's threads. */
final class ElasticsearchSinkMetrics implements BulkListener {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Counter documents;
    private final Counter superseded;
    private final Counter rejected;
    private final Counter retries;
    private final Counter bulks;
    private final Counter bulkMillis;
    private volatile long lastBulkMillis;

    ElasticsearchSinkMetrics(MetricGroup group) {
        MetricGroup elasticsearch = group.addGroup("elasticsearch");
        documents = elasticsearch.counter("documents", new AtomicCounter());
        superseded = elasticsearch.counter("superseded", new AtomicCounter());
        rejected = elasticsearch.counter("rejected", new AtomicCounter());
        retries = elasticsearch.counter("retries", new AtomicCounter());
        bulks = elasticsearch.counter("bulks", new AtomicCounter());
        bulkMillis = elasticsearch.counter("bulkMillis", new AtomicCounter());
        elasticsearch.gauge("lastBulkMillis", () -> lastBulkMillis);
    }

    @Override
    public void written(long count) {
        documents.inc(count);
    }

    @Override
    public void superseded(long count) {
        superseded.inc(count);
    }

    @Override
    public void rejected(long count) {
        rejected.inc(count);
    }

    @Override
    public void retried(long count) {
        retries.inc(count);
    }

    @Override
    public void answered(long nanos) {
        bulks.inc();
        lastBulkMillis = nanos / NANOS_PER_MILLI;
        bulkMillis.inc(lastBulkMillis);
    }

    /** Flink's own counters are for one thread only. */
    private static final class AtomicCounter implements Counter {
        private final LongAdder count = new LongAdder();

        @Override
        public void inc() {
            count.increment();
        }

        @Override
        public void inc(long n) {
            count.add(n);
        }

        @Override
        public void dec() {
            count.decrement();
        }

        @Override
        public void dec(long n) {
            count.add(-n);
        }

        @Override
        public long getCount() {
            return count.sum();
        }
    }
}
