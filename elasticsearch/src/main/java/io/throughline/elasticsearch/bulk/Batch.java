package io.throughline.elasticsearch.bulk;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.throughline.elasticsearch.IndexDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * One request's documents, from the first one added until all of them have a verdict. Reused, with its buffer. Belongs to one
 * thread at a time.
 */
final class Batch {
    private static final byte[] INDEX = ascii("{\"index\":{\"_index\":\"");
    private static final byte[] DELETE = ascii("{\"delete\":{\"_index\":\"");
    private static final byte[] ID = ascii("\",\"_id\":\"");
    private static final byte[] VERSION = ascii("\",\"version\":");
    private static final byte[] END = ascii(",\"version_type\":\"external_gte\"}}\n");

    /** The longest action line without index and id, with the two line feeds. */
    private static final int OVERHEAD = INDEX.length + ID.length + VERSION.length + 20 + END.length + 2;

    /** Small at first: many writers never have much to write. */
    private static final int FIRST_BYTES = 64 * 1024;

    private List<IndexDocument> documents = new ArrayList<>();
    private final Deque<List<IndexDocument>> later = new ArrayDeque<>();
    private byte[] lines = new byte[FIRST_BYTES];
    private int bytes;
    private int attempt;
    private long failingSinceNanos;
    private long sentNanos;
    private long beganNanos;

    void begin(long nowNanos) {
        documents.clear();
        later.clear();
        bytes = 0;
        attempt = 0;
        beganNanos = nowNanos;
    }

    void add(IndexDocument document) {
        documents.add(document);
        bytes += size(document);
    }

    /** What the document takes in a request, at most. */
    static int size(IndexDocument document) {
        return OVERHEAD + document.index().length() + document.id().length() + document.json().length;
    }

    List<IndexDocument> documents() {
        return documents;
    }

    int bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return documents.isEmpty();
    }

    long beganNanos() {
        return beganNanos;
    }

    byte[] lines() {
        return lines;
    }

    long sentNanos() {
        return sentNanos;
    }

    void sent(long nowNanos) {
        sentNanos = nowNanos;
    }

    /** How often the documents at hand were refused in a row. */
    int attempt() {
        return attempt;
    }

    /** Notes a refusal and returns how long the refusals last by now, in nanoseconds. */
    long failed(long nowNanos) {
        if (attempt++ == 0) {
            failingSinceNanos = nowNanos;
        }
        return nowNanos - failingSinceNanos;
    }

    /** Goes on with only these documents; {@code progress}: others of the request went well, so patience begins anew. */
    void keep(List<IndexDocument> remaining, boolean progress) {
        documents = new ArrayList<>(remaining);
        if (progress) {
            attempt = 0;
        }
    }

    /** Goes on with the first half and keeps the other for {@link #next}. */
    void split() {
        int half = documents.size() / 2;
        later.push(new ArrayList<>(documents.subList(half, documents.size())));
        documents = new ArrayList<>(documents.subList(0, half));
        attempt = 0;
    }

    /** Goes on with what a split kept back. False: there is nothing more to do. */
    boolean next() {
        attempt = 0;
        if (later.isEmpty()) {
            return false;
        }
        documents = later.pop();
        return true;
    }

    /** Writes the documents' lines into {@link #lines} and returns how many bytes they are. */
    int encode() {
        int at = 0;
        for (IndexDocument document : documents) {
            byte[] json = document.json();
            at = put(document.isDelete() ? DELETE : INDEX, at);
            at = putText(document.index(), at);
            at = put(ID, at);
            at = putText(document.id(), at);
            at = put(VERSION, at);
            at = put(ascii(Long.toString(document.version())), at);
            at = put(END, at);
            if (!document.isDelete()) {
                at = put(json, at);
                ensure(at + 1);
                lines[at++] = '\n';
            }
        }
        return at;
    }

    private int put(byte[] source, int at) {
        ensure(at + source.length);
        System.arraycopy(source, 0, lines, at, source.length);
        return at + source.length;
    }

    /** Ids and index names are plain nearly always; what is not is escaped. */
    private int putText(String text, int at) {
        int length = text.length();
        ensure(at + length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return put(JsonStringEncoder.getInstance().quoteAsUTF8(text), at);
            }
            lines[at + i] = (byte) c;
        }
        return at + length;
    }

    private void ensure(int size) {
        if (size > lines.length) {
            lines = Arrays.copyOf(lines, Math.max(size, lines.length + (lines.length >> 1)));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
