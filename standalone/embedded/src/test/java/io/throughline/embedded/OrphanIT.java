package io.throughline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanIT {
    @TempDir
    Path folder;

    @Test
    void serversAreGoneWithinSecondsWhenTheirParentIsKilled() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process parent = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Parent.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> servers;
        try (BufferedReader output = parent.inputReader()) {
            assertThat(output.readLine()).isEqualTo("both serve");
            servers = parent.children().toList();
            assertThat(servers).hasSize(2).allMatch(ProcessHandle::isAlive);
        } finally {
            // As kill -9: no shutdown hook runs, nobody tells the servers.
            parent.destroyForcibly().waitFor();
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** What {@code up} does, and then waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), ServerOptions.forTests());
                    var elasticsearch =
                            EmbeddedElasticsearch.start(folder.resolve("elasticsearch"), ServerOptions.forTests())) {
                if (kafka.status().up() && elasticsearch.status().up()) {
                    System.out.println("both serve");
                }
                Thread.currentThread().join();
            }
        }
    }
}
