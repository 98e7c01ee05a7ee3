package io.throughline.stream.sources;

import java.time.Duration;
import org.apache.flink.util.clock.RelativeClock;

/**
 * What a task hears from all its partitions together, so that one that has nothing to say can be told from one that was not read
 * yet. Not safe for use by several threads.
 */
final class TaskActivity {
    /** A task that was held up for longer between two looks, by its sinks say, has not listened. */
    static final Duration MAX_TICK = Duration.ofSeconds(1);

    private final RelativeClock clock;
    private final WrittenTime written = new WrittenTime();
    private long lastTick;
    private boolean heard;
    private long busyMillis;
    private long silentMillis;
    private long leader = Long.MIN_VALUE;

    /** @param clock that stands still under back-pressure */
    TaskActivity(RelativeClock clock) {
        this.clock = clock;
        this.lastTick = clock.relativeTimeMillis();
    }

    /** @param writtenAt when the record was written to the topic, in milliseconds since 1970 */
    void heard(long writtenAt) {
        heard = true;
        written.heard(writtenAt);
    }

    /** @param time of a record, in milliseconds since 1970 */
    void reached(long time) {
        leader = Math.max(leader, time);
    }

    /** To be called now and then, whether records come or not. */
    void tick() {
        long now = clock.relativeTimeMillis();
        long passed = Math.min(now - lastTick, MAX_TICK.toMillis());
        lastTick = now;
        if (heard) {
            busyMillis += passed;
            silentMillis = 0;
        } else {
            silentMillis += passed;
        }
        heard = false;
    }

    /** Wall-clock time that has passed while records came, in milliseconds. */
    long busyMillis() {
        return busyMillis;
    }

    /** The same by when they were written. */
    long writtenMillis() {
        return written.passedMillis();
    }

    /** Wall-clock time since the last record of any partition, in milliseconds. */
    long silentMillis() {
        return silentMillis;
    }

    /** The latest time of any record, in milliseconds since 1970; {@link Long#MIN_VALUE} when none told a time. */
    long leader() {
        return leader;
    }
}
