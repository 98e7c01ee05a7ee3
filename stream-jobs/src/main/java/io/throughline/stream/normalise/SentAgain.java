package io.throughline.stream.normalise;

import io.throughline.core.model.LogEvent;
import io.throughline.core.model.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Knows records that were here before. Records of one series, a source with offsets or a chunk, come in the order of their offsets;
 * so one at or before its series' last offset was sent again. Not safe for use by several threads.
 */
final class SentAgain {
    /** What a sender repeats: how long and how many of it are known. */
    enum Kind {
        /** A source that was silent for seven days, by the wall clock, is forgotten. */
        SOURCE(Duration.ofDays(7), 1_000_000),

        /** Ten minutes are longer than a sender waits for an acknowledgement before it sends a chunk again. */
        CHUNK(Duration.ofMinutes(10), 200_000),

        /** A record that named itself. */
        RECORD(Duration.ofMinutes(10), 200_000);

        final Duration forgetAfter;
        final int max;

        Kind(Duration forgetAfter, int max) {
            this.forgetAfter = forgetAfter;
            this.max = max;
        }
    }

    private final Map<Kind, Latest> latest = new EnumMap<>(Kind.class);
    private long forgotten;

    SentAgain() {
        for (Kind kind : Kind.values()) {
            latest.put(kind, new Latest(kind));
        }
    }

    /**
     * How far a series was read.
     *
     * @param at when that was last so, in milliseconds of the wall clock
     */
    record Reached(Kind kind, String series, long offset, long at) {}

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

        private final Kind kind;

        Latest(Kind kind) {
            this.kind = kind;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Progress> eldest) {
            forgotten += size() > kind.max ? 1 : 0;
            return size() > kind.max;
        }
    }

    /** Whether the record was here before; from now on it was. */
    boolean test(RawRecord raw) {
        return test(raw.chunk() == null ? Kind.SOURCE : Kind.CHUNK, raw.series(), raw.offset());
    }

    /** The same for an event whose record named itself: a series of one. */
    boolean test(LogEvent named) {
        return test(Kind.RECORD, named.id(), 0);
    }

    private boolean test(Kind kind, String series, long offset) {
        Latest known = known(kind);
        Progress last = known.get(series);
        if (last == null) {
            known.put(series, new Progress(offset, 0, true));
        } else if (offset > last.offset) {
            last.offset = offset;
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
        List<Reached> all = new ArrayList<>();
        for (Latest known : latest.values()) {
            long since = now - known.kind.forgetAfter.toMillis();
            known.values().forEach(progress -> {
                progress.at = progress.moved ? now : progress.at;
                progress.moved = false;
            });
            known.values().removeIf(progress -> progress.at < since);
            known.forEach((series, progress) -> all.add(new Reached(known.kind, series, progress.offset, progress.at)));
        }
        return all;
    }

    void restore(Iterable<Reached> all) {
        for (Reached reached : all) {
            known(reached.kind())
                    .merge(
                            reached.series(),
                            new Progress(reached.offset(), reached.at(), false),
                            (a, b) -> a.offset >= b.offset ? a : b);
        }
    }

    private Latest known(Kind kind) {
        return Objects.requireNonNull(latest.get(kind));
    }
}
