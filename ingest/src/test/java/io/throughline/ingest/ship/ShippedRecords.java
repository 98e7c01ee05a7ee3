package io.throughline.ingest.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.wire.RawRecordHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is in the raw topic, read as it comes: each source's records by offset, with every repetition compared. */
final class ShippedRecords implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, TreeMap<Long, String>> bySource = new HashMap<>();
    private final Map<String, Long> highest = new HashMap<>();
    private long read;
    private long repeated;

    ShippedRecords(String bootstrap, String topic, int partitions) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest", "max.poll.records", "50000"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Reads what came since the last time; true when this many different records are there. */
    boolean reaches(long distinct) {
        consumer.poll(Duration.ofMillis(100)).forEach(this::take);
        return distinct() >= distinct;
    }

    long distinct() {
        return read - repeated;
    }

    long repeated() {
        return repeated;
    }

    /** Every source's records are its file's bytes: each begins where the one before it ended. */
    void assertWithoutHoles() {
        bySource.forEach((source, records) -> {
            long next = 0;
            for (Map.Entry<Long, String> record : records.entrySet()) {
                assertThat(record.getKey()).as("%s has a hole", source).isEqualTo(next);
                next += record.getValue().length() + 1;
            }
        });
    }

    List<String> values() {
        return bySource.values().stream()
                .flatMap(records -> records.values().stream())
                .toList();
    }

    int sources() {
        return bySource.size();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        read++;
        Header header = record.headers().lastHeader(RawRecordHeaders.OFFSET);
        long offset = ByteBuffer.wrap(header.value()).getLong();
        String value = new String(record.value(), StandardCharsets.UTF_8);
        String before = bySource.computeIfAbsent(record.key(), source -> new TreeMap<>())
                .put(offset, value);
        if (before != null) {
            repeated++;
            assertThat(value).as("%s at %d", record.key(), offset).isEqualTo(before);
        } else {
            Long last = highest.put(record.key(), offset);
            assertThat(last == null || last < offset)
                    .as("%s in its order", record.key())
                    .isTrue();
        }
    }
}
