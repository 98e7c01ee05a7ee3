package io.throughline.ingest.receive.http.bulk;

import io.throughline.ingest.receive.http.web.Body;

/** The lines of a body that are not blank, one after another. */
final class Lines {
    private final byte[] bytes;
    private final int length;
    private int from;
    private int to = -1;

    Lines(Body body) {
        this.bytes = body.bytes();
        this.length = body.length();
    }

    /** False behind the last one. */
    boolean next() {
        do {
            from = to + 1;
            if (from >= length) {
                return false;
            }
            to = from;
            while (to < length && bytes[to] != '\n') {
                to++;
            }
        } while (first() == to);
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    /** Of the line feed, or behind the last byte. */
    int to() {
        return to;
    }

    /** Of the first byte that is no blank; {@link #to} where there is none. */
    int first() {
        int first = from;
        while (first < to && (bytes[first] == ' ' || bytes[first] == '\t' || bytes[first] == '\r')) {
            first++;
        }
        return first;
    }
}
