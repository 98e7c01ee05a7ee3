package io.throughline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One broker and one node for all tests of a JVM, started when first asked for and gone with the JVM. Tests keep apart by topic
 * and index names.
 */
public final class SharedServers {
    private SharedServers() {}

    public static EmbeddedKafka kafka() {
        return KafkaHolder.KAFKA;
    }

    public static EmbeddedElasticsearch elasticsearch() {
        return ElasticsearchHolder.ELASTICSEARCH;
    }

    private static final class KafkaHolder {
        static final EmbeddedKafka KAFKA = start();

        private static EmbeddedKafka start() {
            Path folder = temporary("throughline-kafka");
            EmbeddedKafka server = EmbeddedKafka.start(folder, ServerOptions.forTests());
            atExit(server::close, folder);
            return server;
        }
    }

    private static final class ElasticsearchHolder {
        static final EmbeddedElasticsearch ELASTICSEARCH = start();

        private static EmbeddedElasticsearch start() {
            Path folder = temporary("throughline-elasticsearch");
            EmbeddedElasticsearch server = EmbeddedElasticsearch.start(folder, ServerOptions.forTests());
            atExit(server::close, folder);
            return server;
        }
    }

    private static Path temporary(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void atExit(Runnable close, Path folder) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            close.run();
                            delete(folder);
                        },
                        "close-shared-server"));
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
