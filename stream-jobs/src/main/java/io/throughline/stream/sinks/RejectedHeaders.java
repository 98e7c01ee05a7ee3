package io.throughline.stream.sinks;

import io.throughline.core.model.RawRecord;
import io.throughline.core.wire.RawRecordHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The form of a record in {@code throughline.rejected}: as in {@code throughline.raw}, with the reason beside it. */
final class RejectedHeaders {
    /** UTF-8: a stable code, a colon and words. */
    static final String REASON = "throughline-reason";

    private RejectedHeaders() {}

    static ProducerRecord<byte[], byte[]> of(String topic, RawRecord raw, String reason) {
        ProducerRecord<byte[], byte[]> message = message(topic, raw.source(), raw.value(), reason);
        message.headers()
                .add(
                        RawRecordHeaders.OFFSET,
                        ByteBuffer.allocate(Long.BYTES).putLong(raw.offset()).array())
                .add(RawRecordHeaders.ORIGIN, RawRecordHeaders.encode(raw.origin()));
        if (raw.chunk() != null) {
            message.headers().add(RawRecordHeaders.CHUNK, raw.chunk().getBytes(StandardCharsets.UTF_8));
        }
        if (raw.cut()) {
            message.headers()
                    .add(
                            RawRecordHeaders.LENGTH,
                            ByteBuffer.allocate(Integer.BYTES)
                                    .putInt(raw.length())
                                    .array());
        }
        return message;
    }

    static ProducerRecord<byte[], byte[]> message(String topic, String key, byte[] value, String reason) {
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topic, null, key.getBytes(StandardCharsets.UTF_8), value);
        message.headers().add(REASON, reason.getBytes(StandardCharsets.UTF_8));
        return message;
    }
}
