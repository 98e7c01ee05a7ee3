package io.throughline.ingest.receive.http.json;

import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.ReceiveLimits;
import io.throughline.ingest.receive.msgpack.EventTime;
import io.throughline.ingest.receive.msgpack.MsgpackException;
import io.throughline.ingest.receive.msgpack.MsgpackJson;
import io.throughline.ingest.receive.msgpack.MsgpackLimits;
import io.throughline.ingest.receive.msgpack.MsgpackReader;
import io.throughline.ingest.receive.msgpack.MsgpackType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Records in MessagePack, one behind the other: {@code [time, record]} and {@code [[time, metadata], record]}, as Fluent Bit's
 * {@code http} output sends them with {@code format msgpack}; maps, and arrays of maps, as Fluentd's {@code in_http} knows them.
 * Metadata and the marks around Fluent Bit's groups are left out.
 */
final class MsgpackRecords {
    /** What Fluent Bit has for a time where a group ends; the one where a group begins is one more. */
    private static final long GROUP_END = 0xffff_fffeL;

    private final MsgpackReader reader;
    private final MsgpackJson json;
    private final EventTime time = new EventTime();
    private final Sink sink;
    private int number = 1;

    /** Takes records in their order. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param object JSON
         * @param time its sender's, where it gave one
         */
        void record(int number, byte[] object, @Nullable Instant time) throws IOException;
    }

    private MsgpackRecords(MsgpackReader reader, int maxDepth, Sink sink) {
        this.reader = reader;
        this.json = new MsgpackJson(maxDepth, Chunk.MAX_RECORD_BYTES);
        this.sink = sink;
    }

    /**
     * @throws ProblemException {@code invalid-record}, with its number from 1; what the sink throws
     */
    static void read(Body body, ReceiveLimits limits, Sink sink) throws IOException {
        MsgpackLimits all = new MsgpackLimits(limits.maxBodyBytes(), limits.maxBodyBytes(), limits.maxDepth());
        MsgpackRecords records =
                new MsgpackRecords(new MsgpackReader(body.bytes(), 0, body.length(), all), limits.maxDepth(), sink);
        try {
            while (records.reader.hasNext()) {
                records.value();
            }
        } catch (MsgpackException e) {
            throw ProblemException.record(records.number, "is no MessagePack: " + e.getMessage());
        }
    }

    private void value() throws IOException {
        if (reader.peek() != MsgpackType.ARRAY) {
            record(null);
            return;
        }
        reader.next();
        int count = reader.count();
        if (count == 2 && reader.peek() != MsgpackType.MAP) {
            entry();
            return;
        }
        for (int i = 0; i < count; i++) {
            record(null);
        }
    }

    private void entry() throws IOException {
        boolean metadata = reader.peek() == MsgpackType.ARRAY;
        if (metadata) {
            reader.next();
            if (reader.count() != 2) {
                throw ProblemException.record(number, "has a head that is no array of time and metadata");
            }
        }
        Instant at = time();
        if (metadata) {
            reader.skip();
        }
        if (at != null && at.getEpochSecond() >= GROUP_END) {
            reader.skip();
        } else {
            record(at);
        }
    }

    private void record(@Nullable Instant at) throws IOException {
        if (reader.peek() != MsgpackType.MAP) {
            throw ProblemException.record(number, "is no map");
        }
        sink.record(number, json.object(reader), at);
        number++;
    }

    private @Nullable Instant time() throws MsgpackException {
        boolean known = switch (reader.next()) {
            case INTEGER -> time.set(reader.integer(), 0);
            case FLOAT, DOUBLE -> seconds(reader.decimal());
            case EXTENSION -> time.read(reader);
            case NIL -> false;
            default -> throw ProblemException.record(number, "has no time");
        };
        if (!known) {
            return null;
        }
        String quoted = new String(time.precise(), StandardCharsets.US_ASCII);
        return Instant.parse(quoted.substring(1, quoted.length() - 1));
    }

    /** To the microsecond, which is what a double holds. */
    private boolean seconds(double decimal) {
        if (!Double.isFinite(decimal)) {
            return false;
        }
        double whole = Math.floor(decimal);
        long micros = Math.round((decimal - whole) * 1e6);
        return time.set((long) whole + micros / 1_000_000, micros % 1_000_000 * 1000);
    }
}
