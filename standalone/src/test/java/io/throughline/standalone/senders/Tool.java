package io.throughline.standalone.senders;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Another's program, as a process of its own that ends with the test. */
final class Tool implements AutoCloseable {
    /** Daemons are where an ordinary user's path does not lead. */
    private static final List<Path> ALSO = List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"), Path.of("/sbin"));

    private static final long STOP_SECONDS = 30;
    private static final List<Path> LIBRARIES =
            List.of(Path.of("/usr/lib/x86_64-linux-gnu"), Path.of("/usr/lib/aarch64-linux-gnu"), Path.of("/usr/lib"));

    private final Process process;
    private final Path output;

    private Tool(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Why the program cannot be run, or nothing. */
    static String missing(String program, String debianPackage) {
        return path(program).isEmpty() ? program + " is missing (Debian: apt-get install " + debianPackage + ")" : "";
    }

    /** Whether a package's library is there, such as {@code rsyslog/omkafka.so}. */
    static boolean library(String name) {
        return LIBRARIES.stream().map(folder -> folder.resolve(name)).anyMatch(Files::exists);
    }

    /** @param output takes what it says, on both channels */
    static Tool start(Path output, String program, String... arguments) throws IOException {
        return start(output, output, program, arguments);
    }

    /**
     * @param output takes its standard output
     * @param errors takes the rest of what it says
     */
    static Tool start(Path output, Path errors, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(path(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(errors.resolveSibling("").toFile())
                .redirectOutput(Redirect.appendTo(output.toFile()));
        if (output.equals(errors)) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(Redirect.appendTo(errors.toFile()));
        }
        return new Tool(builder.start(), errors);
    }

    /** Each line to its standard input. */
    void feed(Lines lines) throws IOException {
        feed(lines, line -> line);
    }

    /** Each line, as the form has it, to its standard input. */
    void feed(Lines lines, UnaryOperator<String> form) throws IOException {
        BufferedWriter input =
                new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        int sinceFlush = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            input.write(form.apply(line));
            input.write('\n');
            if (++sinceFlush == 16) {
                input.flush();
                sinceFlush = 0;
            }
        }
        input.flush();
    }

    void endOfInput() throws IOException {
        process.getOutputStream().close();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits for its end, which has to come in time. */
    int awaitEnd(long seconds) throws InterruptedException, IOException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("has not ended: " + said());
        }
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> path(String program) {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            folders.add(Path.of(folder));
        }
        folders.addAll(ALSO);
        return folders.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .limit(1)
                .toList();
    }
}
