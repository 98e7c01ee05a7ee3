package io.throughline.ingest.receive.http.loki;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.throughline.core.schema.Timestamps;
import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.ProblemCode;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.RequestMemory;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code PushRequest{streams=1}}, {@code StreamAdapter{labels=1, entries=2}},
 * {@code EntryAdapter{timestamp=1, line=2, structuredMetadata=3}}, {@code LabelPairAdapter{name=1, value=2}}. Source: Loki's
 * {@code push.proto}.
 */
final class LokiProtobuf {
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int THIRD = 3;

    private final CodedInputStream in;
    private final RequestMemory memory;
    private final LokiEntry.Sink sink;
    private int number = 1;

    private LokiProtobuf(CodedInputStream in, RequestMemory memory, LokiEntry.Sink sink) {
        this.memory = memory;
        this.in = in;
        this.sink = sink;
    }

    /** Reads one field, or leaves it. */
    @FunctionalInterface
    private interface Field {
        /** @return false: the field is not known */
        boolean read(int field) throws IOException;
    }

    /**
     * @throws ProblemException {@code invalid-request}, or {@code invalid-record} with its number from 1
     */
    static void read(Body body, RequestMemory memory, LokiEntry.Sink sink) {
        LokiProtobuf reading =
                new LokiProtobuf(CodedInputStream.newInstance(body.bytes(), 0, body.length()), memory, sink);
        try {
            reading.fields(field -> {
                if (field == FIRST) {
                    reading.message(reading::stream);
                }
                return field == FIRST;
            });
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST,
                    "the body is no push request of protobuf; it was read up to record " + reading.number,
                    e);
        }
    }

    /** The labels may come behind the entries. */
    private void stream() throws IOException {
        Texts labels = new Texts();
        List<LokiEntry> entries = new ArrayList<>();
        fields(field -> {
            if (field == FIRST) {
                labels.value = in.readStringRequireUtf8();
            } else if (field == SECOND) {
                memory.take(LokiEntry.MEMORY_BYTES);
                message(() -> entries.add(entry()));
                number++;
            }
            return field == FIRST || field == SECOND;
        });
        Map<String, String> read = LokiLabels.read(labels.value == null ? "{}" : labels.value);
        if (read == null) {
            throw ProblemException.record(number, "or one before it has labels that cannot be read");
        }
        for (LokiEntry entry : entries) {
            sink.entry(read, entry);
            memory.give(entry.memoryBytes());
        }
    }

    private LokiEntry entry() throws IOException {
        Texts line = new Texts();
        long[] time = new long[2];
        Map<String, String> metadata = new LinkedHashMap<>();
        fields(field -> {
            switch (field) {
                case FIRST -> message(() -> timestamp(time));
                case SECOND -> line.value = in.readStringRequireUtf8();
                case THIRD -> message(() -> pair(metadata));
                default -> {
                    return false;
                }
            }
            return true;
        });
        LokiEntry entry = new LokiEntry(time(time), line.value == null ? "" : line.value, metadata);
        memory.take(LokiEntry.textBytes(entry.line(), metadata));
        return entry;
    }

    private Instant time(long[] secondsAndNanos) {
        try {
            Instant time = Instant.ofEpochSecond(secondsAndNanos[0], secondsAndNanos[1]);
            if (Timestamps.writable(time)) {
                return time;
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw ProblemException.record(number, "has a time beyond all years");
        }
        throw ProblemException.record(number, "has a time beyond all years");
    }

    private void timestamp(long[] secondsAndNanos) throws IOException {
        fields(field -> {
            if (field == FIRST) {
                secondsAndNanos[0] = in.readInt64();
            } else if (field == SECOND) {
                secondsAndNanos[1] = in.readInt32();
            }
            return field == FIRST || field == SECOND;
        });
    }

    private void pair(Map<String, String> pairs) throws IOException {
        Texts name = new Texts();
        Texts text = new Texts();
        fields(field -> {
            if (field == FIRST) {
                name.value = in.readStringRequireUtf8();
            } else if (field == SECOND) {
                text.value = in.readStringRequireUtf8();
            }
            return field == FIRST || field == SECOND;
        });
        if (name.value != null) {
            pairs.put(name.value, text.value == null ? "" : text.value);
        }
    }

    private void fields(Field known) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!known.read(WireFormat.getTagFieldNumber(tag))) {
                in.skipField(tag);
            }
        }
    }

    private void message(Message message) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        message.read();
        in.checkLastTagWas(0);
        in.popLimit(limit);
    }

    @FunctionalInterface
    private interface Message {
        void read() throws IOException;
    }

    /** For what a lambda reads. */
    private static final class Texts {
        private @Nullable String value;
    }
}
