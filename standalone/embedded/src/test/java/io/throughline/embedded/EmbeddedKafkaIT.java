package io.throughline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final TopicPartition LINES = new TopicPartition("lines", 0);

    @TempDir
    Path folder;

    @Test
    void keepsAcknowledgedRecordsOverAKillOfItsProcessAndOverAStartOnTheSameFolder() throws Exception {
        ServerOptions options = ServerOptions.forTests().withPort(Ports.free()).withRestart(true);
        try (EmbeddedKafka server = EmbeddedKafka.start(folder, options)) {
            server.createTopic("lines", 1);
            server.createTopic("lines", 1);
            send(server, "before the kill");
            long pid = server.status().pid();

            server.kill();

            send(server, "after the kill");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> server.status().up() && server.status().pid() != pid);
            assertThat(read(server, 2)).containsExactly("before the kill", "after the kill");
        }
        try (EmbeddedKafka server = EmbeddedKafka.start(folder, options)) {
            assertThat(read(server, 2)).containsExactly("before the kill", "after the kill");
        }
    }

    private static void send(EmbeddedKafka server, String line) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", server.bootstrap(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(LINES.topic(), line)).get();
        }
    }

    private static List<String> read(EmbeddedKafka server, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", server.bootstrap());
        List<String> lines = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(LINES));
            consumer.seekToBeginning(List.of(LINES));
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> lines.add(record.value()));
                return lines.size() >= count;
            });
        }
        return lines;
    }
}
