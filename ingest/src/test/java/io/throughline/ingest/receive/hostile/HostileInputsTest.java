package io.throughline.ingest.receive.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sends all hostile inputs to receivers in a process of 192 MB, with their settings' defaults but shorter times, while neighbours send
 * on the same ports.
 */
class HostileInputsTest {
    private static final long MOST_BYTES = 64L << 20;
    private static final long SLOWEST_MILLIS = 10_000;
    /** What an input may take to end: the longest of the times above, and what a busy machine needs. */
    private static final long LONGEST_MILLIS = 20_000;

    @Test
    @Timeout(480)
    void everyHostileInputEndsClearlyAndNoNeighbourNotices() throws Exception {
        List<Hostile> inputs = HostileInputs.all();
        List<String> wrong = new ArrayList<>();
        assertThat(inputs).hasSizeGreaterThanOrEqualTo(100);
        assertThat(inputs).extracting(Hostile::name).doesNotHaveDuplicates();
        try (Receiver receiver = new Receiver();
                Neighbours neighbours = new Neighbours(receiver.ports)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> neighbours.answered() > 400);
            long baseline = Long.parseLong(receiver.ask("baseline"));
            receiver.ask("peak");
            neighbours.slowestMillis();
            long most = 0;
            for (Hostile input : inputs) {
                long began = System.nanoTime();
                String ending = input.act().run(receiver.ports);
                long millis = (System.nanoTime() - began) / 1_000_000;
                long grown = Long.parseLong(receiver.ask("peak")) - baseline;
                long slowest = neighbours.slowestMillis();
                most = Math.max(most, grown);
                String seen = "%s: %s after %d ms, %d KB more, neighbours waited %d ms"
                        .formatted(input.name(), ending, millis, grown >> 10, slowest);
                System.out.println(seen);
                if (!input.endings().contains(ending)
                        || millis > LONGEST_MILLIS
                        || grown > MOST_BYTES
                        || slowest > SLOWEST_MILLIS
                        || neighbours.problem() != null) {
                    wrong.add(seen + ", expected " + input.endings() + ", neighbours: " + neighbours.problem());
                }
                if (neighbours.problem() != null) {
                    break;
                }
            }
            System.out.println("at most " + (most >> 10) + " KB more than " + (baseline >> 10) + " KB");
            assertThat(wrong).isEmpty();
            neighbours.stop();
            await().untilAsserted(() ->
                    assertThat(Long.parseLong(receiver.ask("syslog"))).isEqualTo(neighbours.syslogSent()));
        }
    }

    /** The other process. */
    private static final class Receiver implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private final BufferedWriter in;
        private final Hostile.Ports ports;

        private Receiver() throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx192m",
                            "-XX:+UseSerialGC",
                            "-XX:+ExitOnOutOfMemoryError",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ReceiverProcess.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
            String[] numbers = answer().split(" ");
            ports = new Hostile.Ports(
                    number(numbers[0]), number(numbers[4]), number(numbers[1]), number(numbers[2]), number(numbers[3]));
        }

        private static int number(String text) {
            return Integer.parseInt(text);
        }

        private String ask(String question) throws IOException {
            in.write(question + "\n");
            in.flush();
            return answer();
        }

        /** Between the lines of its log. */
        private String answer() throws IOException {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("says ")) {
                    return line.substring("says ".length());
                }
            }
            throw new IOException("the receiver's process has ended");
        }

        @Override
        public void close() throws IOException {
            in.close();
            process.destroy();
            process.onExit().join();
        }
    }
}
