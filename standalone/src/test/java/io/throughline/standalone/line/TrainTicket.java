package io.throughline.standalone.line;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A day of container logs of a public benchmark, read without any of our code: what must have landed. */
final class TrainTicket {
    private static final String TRACE = "TraceID: ";
    private static final int TRACE_LENGTH = 32;

    private TrainTicket() {}

    /** One line: its file's name without folder, and its first byte. */
    record Line(String file, long offset) {}

    /** The folder of the container logs; a test is skipped where the data are not. */
    static Path containers() {
        Path data = checkout().resolve("../shared/data/trainticket/containers").normalize();
        assumeTrue(Files.isDirectory(data), "the data set is not beside this checkout");
        return data;
    }

    /** The checkout's root. */
    static Path checkout() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("the tests do not run within a checkout");
    }

    /** Every line by the trace id that its text names. */
    static Map<String, Set<Line>> linesOfTraces() throws IOException {
        Map<String, Set<Line>> lines = new HashMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.ISO_8859_1))) {
                long offset = 0;
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    int at = line.indexOf(TRACE) + TRACE.length();
                    lines.computeIfAbsent(line.substring(at, at + TRACE_LENGTH), trace -> new HashSet<>())
                            .add(new Line(name, offset));
                    offset += line.length() + 1;
                }
            }
        }
        return lines;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(containers())) {
            return files.filter(file -> file.toString().endsWith(".log.gz"))
                    .sorted()
                    .toList();
        }
    }
}
