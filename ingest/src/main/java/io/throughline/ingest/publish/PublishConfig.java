package io.throughline.ingest.publish;

import io.throughline.core.config.Settings;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How records get into Kafka.
 *
 * @param bootstrap {@code kafka.bootstrap}: brokers to begin with, {@code host:port,...}
 * @param rawTopic {@code kafka.topic.raw}
 * @param rejectedTopic {@code kafka.topic.rejected}
 * @param partitions {@code kafka.partitions}: of a topic that does not exist yet
 * @param compression {@code kafka.compression}: {@code lz4}, {@code zstd}, {@code snappy}, {@code gzip} or {@code none}
 * @param linger {@code kafka.linger}: how long a record may wait for others of its batch
 * @param batchBytes {@code kafka.batch}: a batch before compression
 * @param bufferBytes {@code kafka.buffer}: records that wait for acknowledgement; when it is full, reading waits
 */
public record PublishConfig(
        String bootstrap,
        String rawTopic,
        String rejectedTopic,
        int partitions,
        String compression,
        Duration linger,
        int batchBytes,
        long bufferBytes) {
    /** A record of {@code LineReader.MAX_LINE_BYTES} with its headers fits, and so does a message of several lines. */
    static final int MAX_RECORD_BYTES = 4 << 20;

    /** Long enough for a slow broker, short enough to notice a request to stop. */
    static final Duration MAX_BLOCK = Duration.ofSeconds(1);

    private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(5);
    private static final Set<String> COMPRESSIONS = Set.of("lz4", "zstd", "snappy", "gzip", "none");

    public static PublishConfig from(Settings settings) {
        String compression = settings.string("kafka.compression", "lz4").toLowerCase(Locale.ROOT);
        if (!COMPRESSIONS.contains(compression)) {
            settings.problem("kafka.compression", "must be one of lz4, zstd, snappy, gzip, none");
        }
        return new PublishConfig(
                settings.string("kafka.bootstrap", "127.0.0.1:19092"),
                settings.string("kafka.topic.raw", "throughline.raw"),
                settings.string("kafka.topic.rejected", "throughline.rejected"),
                settings.integer("kafka.partitions", 4, 1, 4096),
                compression,
                settings.duration("kafka.linger", Duration.ofMillis(10), Duration.ZERO, Duration.ofSeconds(10)),
                (int) settings.bytes("kafka.batch", 256 << 10, 1 << 10, 16 << 20),
                settings.bytes("kafka.buffer", 32L << 20, 8L << 20, 4L << 30));
    }

    /** The same for brokers elsewhere. */
    public PublishConfig withBootstrap(String other) {
        return new PublishConfig(
                other, rawTopic, rejectedTopic, partitions, compression, linger, batchBytes, bufferBytes);
    }

    /**
     * One request at a time: where the first of two fails, because a topic is so new that the broker does not lead it yet, and
     * the second succeeds, the broker takes the second's sequence number for the beginning and refuses the first for ever. For
     * the same reason delivery has an end: it loses this publisher and no record, for the sender goes on from where it was safe.
     */
    public Properties producer() {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "throughline-publish");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 20_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, (int) linger.toMillis());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, batchBytes);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        properties.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return properties;
    }

    Properties admin() {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "throughline-publish-topics");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return properties;
    }
}
