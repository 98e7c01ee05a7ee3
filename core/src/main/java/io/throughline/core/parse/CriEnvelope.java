package io.throughline.core.parse;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The form of containerd and CRI-O: {@code 2023-10-06T00:17:09.669794202+02:00 stdout F the text}, of one line or of the several
 * that one message was cut into, all but the last tagged {@code P}.
 */
final class CriEnvelope {
    private final TimeScanner times = new TimeScanner();

    /** Null where the text is not in that form. */
    @Nullable
    Envelope open(String record) {
        if (record.isEmpty() || !Character.isDigit(record.charAt(0))) {
            return null;
        }
        Instant time = null;
        boolean errorStream = false;
        StringBuilder text = new StringBuilder(record.length());
        int from = 0;
        while (from <= record.length()) {
            int to = record.indexOf('\n', from);
            to = to < 0 ? record.length() : to;
            int streamAt = stream(record, from, to);
            if (streamAt < 0) {
                return null;
            }
            if (time == null) {
                time = times.instant(ZoneOffset.UTC);
                errorStream = record.startsWith("stderr", streamAt);
            }
            // Behind the stream a blank, the tags (P or F, others after a colon) and a blank, which may end the line.
            int tagsEnd = record.indexOf(' ', streamAt + 7);
            if (tagsEnd >= 0 && tagsEnd < to) {
                text.append(record, tagsEnd + 1, to);
            }
            if (to < record.length() && record.charAt(streamAt + 7) == 'F') {
                // A whole line, and another one of the same message.
                text.append('\n');
            }
            from = to + 1;
        }
        return new Envelope(Envelope.withoutLineFeed(text.toString()), time, Envelope.stream(errorStream));
    }

    /** Where {@code stdout} or {@code stderr} stands in a line of that form, else -1. */
    private int stream(String record, int from, int to) {
        if (to - from < 28 || record.charAt(from + 10) != 'T' || !times.scan(record, from) || !times.isInstant()) {
            return -1;
        }
        int stream = times.end() + 1;
        int tag = stream + 7;
        boolean shaped = tag < to
                && record.charAt(stream - 1) == ' '
                && (record.startsWith("stdout ", stream) || record.startsWith("stderr ", stream))
                && (record.charAt(tag) == 'F' || record.charAt(tag) == 'P')
                && (tag + 1 == to || record.charAt(tag + 1) == ' ' || record.charAt(tag + 1) == ':');
        return shaped ? stream : -1;
    }
}
