package io.throughline.stream.normalise;

import io.throughline.core.model.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows records that were here before. Records of one series, a source with offsets or a chunk, come in the order of their offsets;
 * so one at or before its series' last offset was sent again. Not safe for use by several threads.
 */
final class SentAgain {
    /** A source that was silent this long, by the wall clock, is forgotten. */
    static final Duration FORGET_SOURCE_AFTER = Duration.ofDays(7);

    /** Longer than a sender waits for an acknowledgement before it sends a chunk again. */
    static final Duration FORGET_CHUNK_AFTER = Duration.ofMinutes(10);

    static final int MAX_SOURCES = 1_000_000;
    static final int MAX_CHUNKS = 200_000;

    private final Latest sources = new Latest(MAX_SOURCES, FORGET_SOURCE_AFTER);
    private final Latest chunks = new Latest(MAX_CHUNKS, FORGET_CHUNK_AFTER);
    private long forgotten;

    /**
     * How far a series was read.
     *
     * @param at when that was last so, in milliseconds of the wall clock
     */
    record Reached(boolean chunk, String series, long offset, long at) {}

    /** The same while records come. */
    private static final class Progress {
        long offset;
        long at;
        boolean moved;

        Progress(long offset, long at, boolean moved) {
            this.offset = offset;
            this.at = at;
            this.moved = moved;
        }
    }

    /** In the order in which they came first; the first go when there are too many. */
    private final class Latest extends LinkedHashMap<String, Progress> {
        private static final long serialVersionUID = 1L;

        private final int max;
        private final long forgetMillis;

        Latest(int max, Duration forgetAfter) {
            this.max = max;
            this.forgetMillis = forgetAfter.toMillis();
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Progress> eldest) {
            forgotten += size() > max ? 1 : 0;
            return size() > max;
        }
    }

    /** Whether the record was here before; from now on it was. */
    boolean test(RawRecord raw) {
        Latest known = latest(raw.chunk() != null);
        Progress last = known.get(raw.series());
        if (last == null) {
            known.put(raw.series(), new Progress(raw.offset(), 0, true));
        } else if (raw.offset() > last.offset) {
            last.offset = raw.offset();
            last.moved = true;
        } else {
            return true;
        }
        return false;
    }

    /** Series that went because there were too many: their records would be taken for new. */
    long forgotten() {
        return forgotten;
    }

    /** @param now in milliseconds of the wall clock */
    List<Reached> snapshot(long now) {
        List<Reached> all = new ArrayList<>(sources.size() + chunks.size());
        for (boolean chunk : new boolean[] {false, true}) {
            Latest known = latest(chunk);
            known.values().forEach(progress -> {
                progress.at = progress.moved ? now : progress.at;
                progress.moved = false;
            });
            known.values().removeIf(progress -> progress.at < now - known.forgetMillis);
            known.forEach((series, progress) -> all.add(new Reached(chunk, series, progress.offset, progress.at)));
        }
        return all;
    }

    void restore(Iterable<Reached> all) {
        for (Reached known : all) {
            latest(known.chunk())
                    .merge(
                            known.series(),
                            new Progress(known.offset(), known.at(), false),
                            (a, b) -> a.offset >= b.offset ? a : b);
        }
    }

    private Latest latest(boolean chunk) {
        return chunk ? chunks : sources;
    }
}
