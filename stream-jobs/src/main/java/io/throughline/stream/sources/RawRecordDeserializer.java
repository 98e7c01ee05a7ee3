package io.throughline.stream.sources;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.wire.RawRecordHeaders;
import io.throughline.stream.types.RecordTypeInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    private static final Logger log = LoggerFactory.getLogger(RawRecordDeserializer.class);
    private static final int MAX_ORIGINS = 10_000;

    private transient @Nullable OriginCache origins;

    /** Origins by their bytes: decoded once per source, not once per record. */
    private static final class OriginCache extends LinkedHashMap<ByteBuffer, Origin> {
        private static final long serialVersionUID = 1L;

        OriginCache() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Origin> eldest) {
            return size() > MAX_ORIGINS;
        }
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        origins = new OriginCache();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<RawRecord> out) {
        byte[] value = message.value() == null ? new byte[0] : message.value();
        Header offset = message.headers().lastHeader(RawRecordHeaders.OFFSET);
        Header origin = message.headers().lastHeader(RawRecordHeaders.ORIGIN);
        if (message.key() != null
                && message.key().length > 0
                && offset != null
                && offset.value().length == Long.BYTES
                && origin != null) {
            long at = ByteBuffer.wrap(offset.value()).getLong();
            Origin from = decoded(origin.value());
            if (from != null && at >= 0) {
                String source = new String(message.key(), StandardCharsets.UTF_8);
                out.collect(new RawRecord(source, at, value, length(message, value), from));
                return;
            }
        }
        out.collect(foreign(message, value));
    }

    private static RawRecord foreign(ConsumerRecord<byte[], byte[]> message, byte[] value) {
        String source = "kafka:" + message.topic() + "-" + message.partition();
        return new RawRecord(source, message.offset(), value, Origin.ofHost("unknown"));
    }

    private static int length(ConsumerRecord<byte[], byte[]> message, byte[] value) {
        Header length = message.headers().lastHeader(RawRecordHeaders.LENGTH);
        return length == null || length.value().length != Integer.BYTES
                ? value.length
                : Math.max(value.length, ByteBuffer.wrap(length.value()).getInt());
    }

    private @Nullable Origin decoded(byte[] bytes) {
        OriginCache cache = origins;
        if (cache == null) {
            throw new IllegalStateException("deserialize was called before open");
        }
        Origin known = cache.get(ByteBuffer.wrap(bytes));
        if (known == null) {
            try {
                known = RawRecordHeaders.decode(bytes);
                cache.put(ByteBuffer.wrap(bytes), known);
            } catch (IOException e) {
                log.warn(
                        "a record's {} header cannot be read, its origin is lost: {}",
                        RawRecordHeaders.ORIGIN,
                        e.getMessage());
            }
        }
        return known;
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RecordTypeInfo.of(RawRecord.class);
    }
}
