package io.throughline.ingest.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.throughline.ingest.buffer.Buffers.Everybody;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a process with a buffer, at random moments, over the same folder again and again. */
class KilledBufferTest {
    private static final int KILLS = 20;
    private static final int FIRST_OF_NEXT = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    @TempDir
    private Path folder;

    @Test
    void deliversAfterEveryKillWhatWasAcknowledgedBeforeIt() throws Exception {
        Random random = new Random(7);
        Path kafka = folder.resolve("kafka");
        List<Integer> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(runAndKill(kafka, kill * FIRST_OF_NEXT, 20 + random.nextInt(300)));
        }
        Everybody rest = new Everybody();
        try (DiskBuffer buffer = Buffers.open(folder.resolve("buffer"), 64 << 10, rest)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> buffer.status().waitingChunks() == 0);
        }

        Set<String> delivered = new HashSet<>(rest.chunks());
        delivered.addAll(Files.readAllLines(kafka, StandardCharsets.ISO_8859_1));
        List<Integer> lost = acknowledged.stream()
                .filter(number -> !delivered.contains(Buffers.text(Buffers.chunk(number))))
                .toList();
        assertThat(acknowledged).hasSizeGreaterThan(1_000);
        assertThat(lost).isEmpty();
    }

    private List<Integer> runAndKill(Path kafka, int first, int kill) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BufferProcess.class.getName(),
                        folder.resolve("buffer").toString(),
                        kafka.toString(),
                        String.valueOf(first))
                .redirectError(folder.resolve("errors").toFile())
                .start();
        List<Integer> acknowledged = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                if (NUMBER.matcher(line).matches()) {
                    acknowledged.add(Integer.parseInt(line));
                }
                line = acknowledged.size() == kill ? null : lines.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).as("what was said until the kill").hasSize(kill);
        return acknowledged;
    }
}
