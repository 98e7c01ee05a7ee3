package io.throughline.stream.sources;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.wire.RawRecordHeaders;
import io.throughline.stream.types.RecordTypeInfo;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's form of a raw record, see {@link RawRecordHeaders}, into the model. A record that somebody else wrote, or whose headers
 * are damaged, has the topic partition as its source and the Kafka offset as its offset: its sender loses the origin, nobody
 * else anything.
 */
public final class RawRecordDeserializer implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final Logger log = LoggerFactory.getLogger(RawRecordDeserializer.class);
    private transient @Nullable Senders senders;

    /**
     * Who sent a record, as its key and its header of the origin tell.
     *
     * @param origin null where the header cannot be read
     */
    private record Sender(
            byte[] key,
            byte[] header,
            String source,
            @Nullable Origin origin) {
        boolean sent(byte[] itsKey, byte[] itsHeader) {
            return Arrays.equals(key, itsKey) && Arrays.equals(header, itsHeader);
        }
    }

    /** The senders seen last, by their keys' hashes: decoded once each, not once per record. */
    private static final class Senders extends LinkedHashMap<Integer, Sender> {
        private static final int MAX = 10_000;
        private static final long serialVersionUID = 1L;

        private @Nullable Sender last;

        Senders() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Sender> eldest) {
            return size() > MAX;
        }

        /** Records of one sender mostly come one after another. */
        Sender of(byte[] key, byte[] header) {
            Sender sender = last;
            if (sender == null || !sender.sent(key, header)) {
                int hash = Arrays.hashCode(key);
                sender = get(hash);
                if (sender == null || !sender.sent(key, header)) {
                    sender = decoded(key, header);
                    put(hash, sender);
                }
                last = sender;
            }
            return sender;
        }

        private static Sender decoded(byte[] key, byte[] header) {
            String source = new String(key, StandardCharsets.UTF_8);
            try {
                return new Sender(key, header, source, RawRecordHeaders.decode(header));
            } catch (IOException e) {
                log.warn(
                        "the {} header of records with the key '{}' cannot be read, their origin is lost: {}",
                        RawRecordHeaders.ORIGIN,
                        source,
                        e.getMessage());
                return new Sender(key, header, source, null);
            }
        }
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        senders = new Senders();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<RawRecord> out) {
        if (senders == null) {
            throw new IllegalStateException("deserialize was called before open");
        }
        byte[] value = message.value() == null ? NOTHING : message.value();
        byte[] offset = NOTHING;
        byte[] length = NOTHING;
        byte[] origin = NOTHING;
        byte[] chunk = NOTHING;
        // Once through, instead of once for each name: a header's name is decoded whenever it is compared for the first
        // time.
        for (Header header : message.headers()) {
            switch (header.key()) {
                case RawRecordHeaders.OFFSET -> offset = header.value();
                case RawRecordHeaders.LENGTH -> length = header.value();
                case RawRecordHeaders.ORIGIN -> origin = header.value();
                case RawRecordHeaders.CHUNK -> chunk = header.value();
                default -> {
                    // Somebody else's.
                }
            }
        }
        if (isPresent(message.key()) && isPresent(origin) && offset != null && offset.length == Long.BYTES) {
            Sender sender = senders.of(message.key(), origin);
            long at = (long) LONG.get(offset, 0);
            if (sender.origin() != null && at >= 0) {
                out.collect(new RawRecord(
                        sender.source(), at, value, length(length, value), sender.origin(), chunk(chunk)));
                return;
            }
        }
        out.collect(RawRecord.ofPartition(message.topic(), message.partition(), message.offset(), value));
    }

    private static boolean isPresent(byte @Nullable [] bytes) {
        return bytes != null && bytes.length > 0;
    }

    private static @Nullable String chunk(byte @Nullable [] header) {
        return isPresent(header) ? new String(header, StandardCharsets.UTF_8) : null;
    }

    private static int length(byte @Nullable [] header, byte[] value) {
        return header == null || header.length != Integer.BYTES
                ? value.length
                : Math.max(value.length, (int) INT.get(header, 0));
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RecordTypeInfo.of(RawRecord.class);
    }
}
