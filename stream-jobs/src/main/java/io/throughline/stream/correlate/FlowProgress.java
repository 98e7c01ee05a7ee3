package io.throughline.stream.correlate;

import java.util.List;

/**
 * Where a flow's writing stands. Times in milliseconds of event time.
 *
 * @param timer the one timer that counts; others are left-overs
 * @param kept records in state
 * @param dropped records beyond the limit
 * @param written records in the last version
 * @param writtenAt when that was; before the first version, the flow's earliest record
 * @param openDue wall-clock time in milliseconds at which the open version is written; {@link #NONE} when none waits
 * @param told hops whose calls were told, and behind a question mark those of which was told who asked
 */
record FlowProgress(
        long timer,
        int kept,
        int dropped,
        int written,
        long writtenAt,
        boolean closed,
        long openDue,
        List<String> told) {
    static final long NONE = -1;

    static FlowProgress begin(long time) {
        return new FlowProgress(Long.MAX_VALUE, 0, 0, 0, time, false, NONE, List.of());
    }

    FlowProgress withTimer(long next) {
        return new FlowProgress(next, kept, dropped, written, writtenAt, closed, openDue, told);
    }

    FlowProgress withOneMoreKept(long time) {
        long since = written == 0 ? Math.min(writtenAt, time) : writtenAt;
        return new FlowProgress(timer, kept + 1, dropped, written, since, closed, openDue, told);
    }

    FlowProgress withOneMoreDropped() {
        return new FlowProgress(timer, kept, dropped + 1, written, writtenAt, closed, openDue, told);
    }

    FlowProgress withWritten(int records, long at, boolean closing, List<String> toldNow) {
        return new FlowProgress(timer, kept, dropped, records, at, closing, openDue, toldNow);
    }

    FlowProgress withOpenDue(long due) {
        return new FlowProgress(timer, kept, dropped, written, writtenAt, closed, due, told);
    }
}
