package io.throughline.ingest.publish;

import io.throughline.core.model.Origin;
import io.throughline.core.wire.RawRecordHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A source's records as Kafka's records. What is the same for all of them is encoded once.
 */
final class KafkaSourcePublisher implements SourcePublisher {
    private static final int REJECTED_BYTES = 8 << 10;

    private final KafkaPublisher publisher;
    private final byte[] key;
    private final Header origin;
    private final @Nullable Header chunk;
    private final Acknowledgements acknowledgements;
    private final LongConsumer safe;

    /** @param safe is told the safe offset after every acknowledgement */
    KafkaSourcePublisher(
            KafkaPublisher publisher,
            String source,
            Origin origin,
            @Nullable String chunk,
            long safeOffset,
            LongConsumer safe) {
        this.publisher = publisher;
        this.key = source.getBytes(StandardCharsets.UTF_8);
        this.origin = new RecordHeader(RawRecordHeaders.ORIGIN, RawRecordHeaders.encode(origin));
        this.chunk =
                chunk == null ? null : new RecordHeader(RawRecordHeaders.CHUNK, chunk.getBytes(StandardCharsets.UTF_8));
        this.acknowledgements = new Acknowledgements(safeOffset);
        this.safe = safe;
    }

    @Override
    public boolean send(long offset, byte[] value, int length, long safeOffsetBehind) {
        Delivery delivery = new Delivery(acknowledgements.add(safeOffsetBehind), offset, value, length);
        boolean taken = publisher.send(record(publisher.rawTopic(), offset, value, length), delivery);
        if (!taken) {
            acknowledgements.withdraw(delivery.number);
        }
        return taken;
    }

    @Override
    public long safeOffset() {
        return acknowledgements.safeOffset();
    }

    @Override
    public long pending() {
        return acknowledgements.pending();
    }

    private ProducerRecord<byte[], byte[]> record(String topic, long offset, byte[] value, int length) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        Headers headers = record.headers();
        headers.add(new RecordHeader(
                RawRecordHeaders.OFFSET,
                ByteBuffer.allocate(Long.BYTES).putLong(offset).array()));
        headers.add(origin);
        if (chunk != null) {
            headers.add(chunk);
        }
        if (length > value.length) {
            headers.add(new RecordHeader(
                    RawRecordHeaders.LENGTH,
                    ByteBuffer.allocate(Integer.BYTES).putInt(length).array()));
        }
        return record;
    }

    /** One record's fate. It keeps the value, because a refusal may come late and the record is then put aside whole. */
    final class Delivery implements Callback {
        private final long number;
        private final long offset;
        private final byte[] value;
        private final int length;
        private final Thread sender = Thread.currentThread();
        /** Whether the client's {@code send} is over, so that what comes now is the broker's answer. */
        private volatile boolean sent;

        private boolean notTaken;

        private Delivery(long number, long offset, byte[] value, int length) {
            this.number = number;
            this.offset = offset;
            this.value = value;
            this.length = length;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure == null) {
                publisher.acknowledged(value.length);
                complete();
            } else if (!sent && sender.equals(Thread.currentThread()) && failure instanceof RetriableException) {
                notTaken = true;
                publisher.notTaken(failure);
            } else if (failure instanceof RecordTooLargeException
                    || failure instanceof RecordBatchTooLargeException
                    || failure instanceof InvalidRecordException) {
                publisher.refused(this, failure);
            } else {
                publisher.failed(failure);
            }
        }

        /** @return whether the client took the record */
        boolean sent() {
            sent = true;
            return !notTaken;
        }

        /** The record as it is put aside: its beginning, its true length, and why. */
        ProducerRecord<byte[], byte[]> rejected(String topic, Exception failure) {
            byte[] head = value.length <= REJECTED_BYTES ? value : Arrays.copyOf(value, REJECTED_BYTES);
            ProducerRecord<byte[], byte[]> record = record(topic, offset, head, Math.max(length, value.length));
            String reason = "kafka-refused: " + failure.getMessage();
            record.headers().add(new RecordHeader(RawRecordHeaders.REASON, reason.getBytes(StandardCharsets.UTF_8)));
            return record;
        }

        void putAside() {
            complete();
        }

        private void complete() {
            acknowledgements.complete(number);
            safe.accept(acknowledgements.safeOffset());
        }
    }
}
