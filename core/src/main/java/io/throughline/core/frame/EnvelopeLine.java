package io.throughline.core.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cheap look at one line's envelope: whether it is Docker's json-file or CRI's form, on which stream it was written, and
 * whether the message goes on in a later line. One object is used for all lines of a file.
 */
final class EnvelopeLine {
    enum Kind {
        NONE,
        DOCKER,
        CRI
    }

    private static final byte[] DOCKER_START = "{\"log\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DOCKER_STREAM = "\",\"stream\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DOCKER_TIME = "\"time\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STD = "std".getBytes(StandardCharsets.US_ASCII);

    /** Behind the text stand the stream, what {@code --log-opt labels} adds, and the time. */
    private static final int DOCKER_TAIL_BYTES = 4096;

    private static final int CRI_TIME_BYTES = 40;

    private Kind kind = Kind.NONE;
    private int stream;
    private boolean unfinished;
    private int textStart;
    private int textEnd;
    private int timeStart;
    private int timeEnd;

    void read(byte[] bytes, int from, int to) {
        kind = Kind.NONE;
        stream = 0;
        unfinished = false;
        textStart = from;
        textEnd = to;
        if (startsWith(DOCKER_START, bytes, from, to)) {
            docker(bytes, from, to);
        } else if (to - from > 20 && isDigit(bytes[from])) {
            cri(bytes, from, to);
        }
    }

    Kind kind() {
        return kind;
    }

    /** 0: standard output or a line without an envelope, 1: standard error. */
    int stream() {
        return stream;
    }

    /** Whether the writer says that the message does not end with this line. */
    boolean unfinished() {
        return unfinished;
    }

    /** Where the message's text begins; in Docker's form it is escaped as in JSON. */
    int textStart() {
        return textStart;
    }

    int textEnd() {
        return textEnd;
    }

    byte[] time(byte[] bytes) {
        return Arrays.copyOfRange(bytes, timeStart, timeEnd);
    }

    boolean sameTime(byte[] bytes, byte[] time) {
        return Arrays.equals(bytes, timeStart, timeEnd, time, 0, time.length);
    }

    private void docker(byte[] bytes, int from, int to) {
        int start = from + DOCKER_START.length;
        // An unescaped quote ends the text, so that these bytes cannot be part of it.
        int member = lastIndexOf(DOCKER_STREAM, bytes, Math.max(start, to - DOCKER_TAIL_BYTES), to);
        if (member < 0) {
            return;
        }
        int streamName = member + DOCKER_STREAM.length;
        int time = lastIndexOf(DOCKER_TIME, bytes, streamName, to);
        if (time < 0) {
            return;
        }
        kind = Kind.DOCKER;
        stream = streamAt(bytes, streamName, to);
        textStart = start;
        textEnd = member;
        unfinished = !endsWithLineFeed(bytes, start, member);
        timeStart = time + DOCKER_TIME.length;
        timeEnd = timeStart;
        while (timeEnd < to && bytes[timeEnd] != '"') {
            timeEnd++;
        }
    }

    /** {@code 2023-10-06T00:17:09.669794202Z stdout P the text}. */
    private void cri(byte[] bytes, int from, int to) {
        int blank = from;
        int last = Math.min(to, from + CRI_TIME_BYTES);
        while (blank < last && bytes[blank] != ' ') {
            blank++;
        }
        int tag = blank + 8;
        boolean shaped = tag < to
                && bytes[blank] == ' '
                && startsWith(STD, bytes, blank + 1, to)
                && bytes[tag - 1] == ' '
                && (bytes[tag] == 'P' || bytes[tag] == 'F')
                && (tag + 1 == to || bytes[tag + 1] == ' ' || bytes[tag + 1] == ':');
        if (!shaped) {
            return;
        }
        kind = Kind.CRI;
        stream = streamAt(bytes, blank + 1, to);
        unfinished = bytes[tag] == 'P';
        timeStart = from;
        timeEnd = blank;
        textStart = Math.min(to, tag + 2);
        textEnd = to;
    }

    /** The text ends in {@code \n}; behind an odd number of backslashes the n is one, behind an even number a letter. */
    private static boolean endsWithLineFeed(byte[] bytes, int start, int end) {
        if (end - start < 2 || bytes[end - 1] != 'n') {
            return false;
        }
        int at = end - 2;
        while (at >= start && bytes[at] == '\\') {
            at--;
        }
        return (end - 2 - at) % 2 == 1;
    }

    private static int streamAt(byte[] bytes, int at, int to) {
        return at + 3 < to && bytes[at + 3] == 'e' ? 1 : 0;
    }

    private static int lastIndexOf(byte[] what, byte[] bytes, int from, int to) {
        for (int i = to - what.length; i >= from; i--) {
            if (bytes[i] == what[0] && startsWith(what, bytes, i, to)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] what, byte[] bytes, int from, int to) {
        return to - from >= what.length && Arrays.equals(what, 0, what.length, bytes, from, from + what.length);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
