package io.throughline.standalone.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.standalone.ThroughlineMain;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The {@code throughline} command in a JVM of its own, as the launcher starts it. */
public final class Program implements AutoCloseable {
    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static Program start(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx768m");
        command.add("-XX:+UseSerialGC");
        // What the tests' own JVM was given for Flink.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("--enable-native"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ThroughlineMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .start();
        return new Program(process, output);
    }

    public void awaitSaying(String words, Duration most) {
        Awaitility.await("'" + words + "' from " + output)
                .atMost(most)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    assertThat(process.isAlive())
                            .as("ended: %s", Files.readString(output))
                            .isTrue();
                    return Files.readString(output).contains(words);
                });
    }

    public int awaitEnd(Duration most) throws InterruptedException, IOException {
        assertThat(process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS))
                .as("ended in time: %s", Files.readString(output))
                .isTrue();
        return process.exitValue();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** {@code kill -9} of a child whose command line has these words; nothing if there is none at this moment. */
    boolean killChild(String words) {
        return process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(words)
                        || String.join(" ", child.info().arguments().orElse(new String[0]))
                                .contains(words))
                .map(ProcessHandle::destroyForcibly)
                .findFirst()
                .isPresent();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
