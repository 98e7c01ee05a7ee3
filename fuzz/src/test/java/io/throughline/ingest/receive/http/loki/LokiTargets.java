package io.throughline.ingest.receive.http.loki;

import io.throughline.fuzz.Check;
import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.WebTargets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xerial.snappy.Snappy;

/** Loki's pushes: JSON, protobuf, snappy around it, and labels. */
public final class LokiTargets {
    private static final int MAX_BYTES = 64 << 10;
    private static final LokiRecord RECORD = new LokiRecord(16);
    private static final LokiJson JSON = new LokiJson();

    private LokiTargets() {}

    public static void json(byte[] bytes) throws IOException {
        List<String> records = new ArrayList<>();
        try {
            JSON.read(WebTargets.body(bytes), WebTargets.memory(), sink(records));
        } finally {
            records.forEach(LokiTargets::isObject);
        }
    }

    public static void protobuf(byte[] bytes) throws IOException {
        List<String> records = new ArrayList<>();
        try {
            LokiProtobuf.read(WebTargets.body(bytes), WebTargets.memory(), sink(records));
        } finally {
            records.forEach(LokiTargets::isObject);
        }
    }

    private static LokiEntry.Sink sink(List<String> records) {
        return (labels, entry) -> records.add(Check.text(RECORD.bytes(labels, entry)));
    }

    private static void isObject(String record) {
        Check.isObject(record.getBytes(StandardCharsets.UTF_8));
    }

    /** Unpacks no more than it may, and what was packed to the same. */
    public static void snappy(byte[] bytes) throws IOException {
        byte[] packed = Snappy.compress(bytes);
        Body back = SnappyBlock.unpacked(WebTargets.body(packed), Math.max(1, bytes.length), WebTargets.memory());
        Check.same(bytes, Arrays.copyOf(back.bytes(), back.length()), "bytes before and behind snappy");
        try {
            Check.that(
                    SnappyBlock.unpacked(WebTargets.body(bytes), MAX_BYTES, WebTargets.memory())
                                    .length()
                            <= MAX_BYTES,
                    "too long");
        } catch (ProblemException e) {
            throw new IOException(e);
        }
    }

    /** What labels say, written and read again, is the same. */
    public static void labels(byte[] bytes) {
        Map<String, String> labels = LokiLabels.read(Check.text(bytes));
        if (labels == null) {
            return;
        }
        StringBuilder written = new StringBuilder("{");
        labels.forEach((name, value) -> {
            written.append(written.length() == 1 ? "" : ",").append(name).append("=\"");
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '"' || c == '\\') {
                    written.append('\\').append(c);
                } else if (c == '\n') {
                    written.append("\\n");
                } else {
                    written.append(c);
                }
            }
            written.append('"');
        });
        Map<String, String> again = LokiLabels.read(written.append('}').toString());
        Check.that(again != null, "labels that cannot be read again: " + written);
        Check.same(new TreeMap<>(labels), new TreeMap<>(again == null ? new LinkedHashMap<>() : again), "labels");
    }
}
