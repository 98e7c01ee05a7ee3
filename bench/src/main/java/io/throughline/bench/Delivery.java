package io.throughline.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Runs a shipper as a process until a topic has all records, and looks at what it took. */
final class Delivery {
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
    private static final Duration END = Duration.ofSeconds(20);

    /** Linux counts processor time of processes in these. */
    private static final double TICKS_PER_SECOND = 100;

    private Delivery() {}

    /** @throws IOException the process ended, or the topic does not have exactly so many records in the end */
    static Delivered of(List<String> command, Path output, String bootstrap, String topic, long records, Duration most)
            throws IOException, InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(
                            0, consumer.partitionsFor(topic).size())
                    .mapToObj(number -> new TopicPartition(topic, number))
                    .toList();
            long started = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(output.toFile()))
                    .start();
            try {
                long there = 0;
                while (there < records) {
                    if (!process.isAlive() || System.nanoTime() - started > most.toNanos()) {
                        throw new IOException(command.getFirst() + " ended or took too long with " + there + " of "
                                + records + " records delivered: " + Files.readString(output));
                    }
                    LockSupport.parkNanos(LOOK_NANOS);
                    there = inTopic(consumer, partitions);
                }
                Delivered delivered =
                        new Delivered((System.nanoTime() - started) / 1e9, processorSeconds(process.pid()));
                end(process);
                there = inTopic(consumer, partitions);
                if (there != records) {
                    throw new IOException(topic + " has " + there + " records, not " + records);
                }
                return delivered;
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static long inTopic(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static void end(Process process) throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("process " + process.pid() + " does not end when it is told to");
        }
    }

    /** The 14th and 15th field of {@code /proc/PID/stat}; the second, a name in parentheses, may have blanks in it. */
    private static double processorSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }
}
