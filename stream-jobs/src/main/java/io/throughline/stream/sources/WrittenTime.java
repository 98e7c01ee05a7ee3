package io.throughline.stream.sources;

/**
 * Time as records tell it by when they were written to the topic: it passes while somebody writes, at the same pace in a backlog that
 * is read in a moment, in one that is read slowly, and live. Of a pause in which a broker or a shipper may have started again, little
 * counts. Not safe for use by several threads.
 */
final class WrittenTime {
    private static final long RESTART_MILLIS = SourceWatermarks.RESTART.toMillis();
    private static final long RESTART_COUNTS_MILLIS = 1_000;

    private long latest = Long.MIN_VALUE;
    private long passed;

    /** @param millis when a record was written, in milliseconds since 1970 */
    void heard(long millis) {
        if (latest != Long.MIN_VALUE && millis > latest) {
            long pause = millis - latest;
            passed += pause > RESTART_MILLIS ? pause : Math.min(pause, RESTART_COUNTS_MILLIS);
        }
        latest = Math.max(latest, millis);
    }

    long passedMillis() {
        return passed;
    }
}
