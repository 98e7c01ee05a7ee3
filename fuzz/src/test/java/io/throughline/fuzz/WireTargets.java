package io.throughline.fuzz;

import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.wire.RawRecordHeaders;
import io.throughline.stream.sources.RawRecordDeserializer;
import io.throughline.stream.types.RecordCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.Collector;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What goes between processes: headers of records in Kafka, records between Flink's tasks. */
final class WireTargets {
    private static final RecordCodec<LogEvent> EVENTS = RecordCodec.of(LogEvent.class);
    private static final RecordCodec<RawRecord> RECORDS = RecordCodec.of(RawRecord.class);
    private static final RawRecordDeserializer DESERIALIZER = opened();

    private WireTargets() {}

    /** An origin that was read is written and read again as it was. */
    static void origin(byte[] bytes) throws IOException {
        Origin origin = RawRecordHeaders.decode(bytes);
        Check.same(origin, RawRecordHeaders.decode(RawRecordHeaders.encode(origin)), "origins");
    }

    /** Any message of the topic is a record, with its value as it came. */
    static void message(byte[] bytes) {
        List<byte[]> pieces = Check.pieces(bytes);
        ConsumerRecord<byte[], byte[]> message =
                new ConsumerRecord<>("throughline.raw", 1, 5, pieces.getFirst(), bytes);
        String[] names = {
            RawRecordHeaders.OFFSET, RawRecordHeaders.LENGTH, RawRecordHeaders.ORIGIN, RawRecordHeaders.CHUNK
        };
        for (int i = 0; i < pieces.size(); i++) {
            message.headers().add(names[i % names.length], pieces.get(i));
        }
        List<RawRecord> records = new ArrayList<>();
        DESERIALIZER.deserialize(message, collecting(records));
        Check.same(1, records.size(), "messages and records");
        Check.same(bytes, records.getFirst().value(), "values");
    }

    /** What can be read of any bytes is written as it can be read again; a length that lies takes no memory. */
    static void records(byte[] bytes) throws IOException {
        again(RECORDS, bytes);
    }

    /** The same of events, which are records within records. */
    static void events(byte[] bytes) throws IOException {
        again(EVENTS, bytes);
    }

    private static <R> void again(RecordCodec<R> codec, byte[] bytes) throws IOException {
        R value;
        try {
            value = codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IllegalArgumentException
                | NullPointerException
                | IndexOutOfBoundsException
                | DateTimeException
                | ArithmeticException e) {
            // A record's own constructor refuses what it may not hold: these bytes were never written by it.
            return;
        }
        byte[] written = written(codec, value);
        R read = codec.read(new DataInputStream(new ByteArrayInputStream(written)));
        // Labels have no order, and arrays are not equal to their copies.
        if (!read.equals(value)) {
            Check.same(written, written(codec, read), "records, written once and twice,");
        }
    }

    private static <R> byte[] written(RecordCodec<R> codec, R value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.write(value, new DataOutputStream(out));
        return out.toByteArray();
    }

    private static RawRecordDeserializer opened() {
        RawRecordDeserializer deserializer = new RawRecordDeserializer();
        deserializer.open(new DeserializationSchema.InitializationContext() {
            @Override
            public MetricGroup getMetricGroup() {
                return new UnregisteredMetricsGroup();
            }

            @Override
            public UserCodeClassLoader getUserCodeClassLoader() {
                return SimpleUserCodeClassLoader.create(WireTargets.class.getClassLoader());
            }
        });
        return deserializer;
    }

    private static Collector<RawRecord> collecting(List<RawRecord> into) {
        return new Collector<>() {
            @Override
            public void collect(RawRecord record) {
                into.add(record);
            }

            @Override
            public void close() {}
        };
    }
}
