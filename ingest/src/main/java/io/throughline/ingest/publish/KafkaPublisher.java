package io.throughline.ingest.publish;

import io.throughline.core.model.Origin;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends raw records to {@code throughline.raw}: acknowledged by all replicas, idempotent, and for as long as it takes. A broker
 * that is away makes senders wait and is spoken of once; a record that Kafka refuses for itself goes to
 * {@code throughline.rejected} with the reason; anything else ends this publisher ({@link #lost}), and its owner starts another
 * where the last one was safe. Senders are one thread, or take turns.
 */
public final class KafkaPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);
    private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final PublishConfig config;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong acknowledgedBytes = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private volatile @Nullable Exception failure;

    private long completedBefore;
    private long progressNanos = System.nanoTime();
    private boolean waiting;

    public KafkaPublisher(PublishConfig config) {
        this.config = config;
        this.producer = new KafkaProducer<>(config.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param safeOffset up to where the source is in Kafka already */
    public SourcePublisher source(String source, Origin origin, long safeOffset) {
        return new KafkaSourcePublisher(this, source, origin, null, safeOffset, safe -> {});
    }

    /** @param acknowledged is told how many of the chunk's first records are in Kafka, whenever that grows */
    KafkaSourcePublisher chunk(Chunk chunk, LongConsumer acknowledged) {
        return new KafkaSourcePublisher(this, chunk.source(), chunk.origin(), chunk.id(), 0, acknowledged);
    }

    /**
     * To be called now and then by the sending thread: puts refused records aside and speaks of a broker that is away.
     *
     * @throws PublishException Kafka refuses this sender
     */
    public void tick() {
        Exception cause = failure;
        if (cause instanceof AuthorizationException
                || cause instanceof AuthenticationException
                || cause instanceof InvalidTopicException
                || cause instanceof UnsupportedVersionException) {
            throw new PublishException("Kafka at " + config.bootstrap() + " refuses: " + cause.getMessage(), cause);
        }
        int refused = refusals.size();
        for (int i = 0; i < refused && failure == null; i++) {
            Refusal refusal = refusals.poll();
            if (refusal != null) {
                putAside(refusal);
            }
        }
        speakOfSilence();
    }

    /** Why this publisher sends no more; null while it does. */
    public @Nullable String lost() {
        Exception cause = failure;
        return cause == null ? null : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /**
     * Waits until nothing is on its way.
     *
     * @return false: not within the time, or the publisher is lost
     */
    public boolean flush(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        while (pending() > 0 && failure == null && System.nanoTime() < deadline) {
            tick();
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        return pending() == 0;
    }

    /** Records handed over and not yet acknowledged. */
    public long pending() {
        return taken.get() - acknowledged.get() - rejected.get();
    }

    public long recordsAcknowledged() {
        return acknowledged.get();
    }

    /** Bytes of the acknowledged records' values. */
    public long bytesAcknowledged() {
        return acknowledgedBytes.get();
    }

    /** Records that Kafka refused and that are in {@code throughline.rejected}. */
    public long recordsRejected() {
        return rejected.get();
    }

    /** Lets go at once what is still on its way: whoever wants it safe has flushed. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    String rawTopic() {
        return config.rawTopic();
    }

    /** @return false: not taken */
    boolean send(ProducerRecord<byte[], byte[]> record, KafkaSourcePublisher.Delivery delivery) {
        if (failure != null) {
            return false;
        }
        try {
            var unused = producer.send(record, delivery);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            failed(e);
            return false;
        }
        if (!delivery.sent()) {
            return false;
        }
        taken.incrementAndGet();
        return true;
    }

    void acknowledged(int valueBytes) {
        acknowledged.incrementAndGet();
        acknowledgedBytes.addAndGet(valueBytes);
    }

    void refused(KafkaSourcePublisher.Delivery delivery, Exception reason) {
        refusals.add(new Refusal(delivery, reason));
    }

    void failed(Exception cause) {
        failure = cause;
    }

    void notTaken(Exception reason) {
        if (!waiting) {
            waiting = true;
            LOG.warn("Kafka at {} takes no records, waiting: {}", config.bootstrap(), reason.getMessage());
        }
    }

    private void putAside(Refusal refusal) {
        ProducerRecord<byte[], byte[]> record = refusal.delivery.rejected(config.rejectedTopic(), refusal.reason);
        var unused = producer.send(record, (metadata, problem) -> {
            if (problem == null) {
                rejected.incrementAndGet();
                refusal.delivery.putAside();
            } else if (problem instanceof RetriableException) {
                refusals.add(refusal);
            } else {
                failed(problem);
            }
        });
        LOG.warn("Kafka refused a record, it goes to {}: {}", config.rejectedTopic(), refusal.reason.getMessage());
    }

    private void speakOfSilence() {
        long now = System.nanoTime();
        long completed = acknowledged.get() + rejected.get();
        if (completed != completedBefore) {
            completedBefore = completed;
            progressNanos = now;
            if (waiting) {
                waiting = false;
                LOG.warn("Kafka at {} takes records again", config.bootstrap());
            }
        } else if (pending() == 0) {
            progressNanos = now;
        } else if (!waiting && now - progressNanos > SILENCE_NANOS) {
            waiting = true;
            LOG.warn("Kafka at {} acknowledges nothing, waiting with {} records", config.bootstrap(), pending());
        }
    }

    private record Refusal(KafkaSourcePublisher.Delivery delivery, Exception reason) {}
}
