package io.throughline.ingest.publish;

import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.store.RuleStore;
import io.throughline.core.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in their topic: compacted, with one partition, so that all changes have one order. What is asked is answered from the topic
 * itself, which is small, so that there is nothing here that could differ from it. The topic is made where it is missing.
 */
public final class KafkaRuleStore implements RuleStore, AutoCloseable {
    /** How long former versions stay, so that records of these days are judged by the same ones when they are read again. */
    static final Duration KEEP_VERSIONS = Duration.ofDays(7);

    /** Of one reading; far more than there can be, so that an endless topic of something else is noticed. */
    private static final int MAX_CHANGES = 200_000;

    private static final long MAX_BYTES = 512L << 20;
    private static final Duration READ_WITHIN = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRuleStore.class);

    private final RuleTopicConfig config;
    private final TopicPartition partition;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private boolean made;

    /** Connects when it is needed. */
    public KafkaRuleStore(RuleTopicConfig config) {
        this.config = config;
        this.partition = new TopicPartition(config.topic(), 0);
    }

    /**
     * Makes the topic where it is missing. Who has no right to do so goes on: reading tells whether it is there.
     *
     * @throws StoreUnavailableException no broker answers
     */
    public synchronized void make() {
        if (made) {
            return;
        }
        NewTopic topic = new NewTopic(config.topic(), Optional.of(1), Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(KEEP_VERSIONS.toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(RuleTopicConfig.MAX_RECORD_BYTES)));
        try (Admin admin = Admin.create(config.admin())) {
            admin.createTopics(List.of(topic)).all().get();
            LOG.info("made the topic {}", config.topic());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.RetriableException) {
                throw unavailable(e.getCause());
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                LOG.warn("could not make the topic {}: {}", config.topic(), String.valueOf(e.getCause()));
            }
        } catch (KafkaException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        made = true;
    }

    @Override
    public List<RuleChange> changes() {
        make();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            return read(consumer, end);
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    private List<RuleChange> read(KafkaConsumer<byte[], byte[]> consumer, long end) {
        List<RuleChange> changes = new ArrayList<>();
        long bytes = 0;
        long deadline = System.nanoTime() + READ_WITHIN.toNanos();
        while (consumer.position(partition) < end) {
            if (System.nanoTime() > deadline || changes.size() > MAX_CHANGES || bytes > MAX_BYTES) {
                throw new StoreUnavailableException(
                        "the topic " + config.topic() + " cannot be read to its end: " + changes.size()
                                + " changes and " + bytes + " bytes were read",
                        null);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                bytes += Math.max(0, record.serializedValueSize());
                changes.add(RuleChange.of(
                        record.key(), record.value(), record.timestamp(), record.partition(), record.offset()));
            }
        }
        return changes;
    }

    @Override
    public RuleChange write(String id, @Nullable String text) {
        make();
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        byte[] value = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        try {
            RecordMetadata written = producer()
                    .send(new ProducerRecord<>(config.topic(), 0, key, value))
                    .get();
            return RuleChange.of(key, value, written.timestamp(), written.partition(), written.offset());
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        } catch (InterruptException | InterruptedException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(config.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private StoreUnavailableException unavailable(@Nullable Throwable why) {
        return new StoreUnavailableException("the topic " + config.topic() + " does not answer: " + why, why);
    }

    private StoreUnavailableException interrupted(Exception e) {
        Thread.currentThread().interrupt();
        return new StoreUnavailableException("interrupted while the topic " + config.topic() + " was asked", e);
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }
}
