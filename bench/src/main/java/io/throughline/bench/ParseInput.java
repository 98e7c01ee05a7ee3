package io.throughline.bench;

import io.throughline.core.source.LineReader;
import io.throughline.core.source.LogFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Lines for parsers to read: real ones where they lie beside the checkout, in {@code ../shared/data}, else generated ones that look
 * like them. The same for the same number of lines.
 */
enum ParseInput {
    /** A web server's lines in the combined form, 237 bytes each. */
    ACCESS {
        @Override
        List<byte[]> real(Path data, int lines) throws IOException {
            return read(List.of(data.resolve("access-logs/elastic_apache_10k.log.gz")), lines);
        }

        @Override
        List<byte[]> generated(int lines) {
            return written(lines, SampleLines::access);
        }
    },
    /** Docker's json-file lines: three members, the first of them long. */
    CONTAINER {
        @Override
        List<byte[]> real(Path data, int lines) throws IOException {
            try (Stream<Path> files = Files.list(data.resolve("trainticket/containers"))) {
                return read(files.sorted().toList(), lines);
            }
        }

        @Override
        List<byte[]> generated(int lines) throws IOException {
            Path folder = Files.createTempDirectory("throughline-bench");
            List<Path> files = SampleLogs.write(folder, lines);
            List<byte[]> read = read(files, lines);
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
            return read;
        }
    },
    /** Records of requests: flat, with seven to nine short members. */
    HOPS {
        @Override
        List<byte[]> real(Path data, int lines) throws IOException {
            return read(List.of(data.resolve("trainticket/hops.ndjson.gz")), lines);
        }

        @Override
        List<byte[]> generated(int lines) {
            return written(lines, SampleLines::hop);
        }
    },
    /** An application's structured log in the form of Elastic's ECS encoders; always generated. */
    APPLICATION {
        @Override
        List<byte[]> real(Path data, int lines) {
            return generated(lines);
        }

        @Override
        List<byte[]> generated(int lines) {
            return written(lines, SampleLines::application);
        }
    };

    private static final Path DATA = Path.of("../shared/data");
    private static final int BUFFER_BYTES = 1 << 16;

    abstract List<byte[]> real(Path data, int lines) throws IOException;

    abstract List<byte[]> generated(int lines) throws IOException;

    /** @return as many lines, or fewer where the data have no more */
    byte[][] lines(int lines) throws IOException {
        Path data = Path.of(System.getProperty("throughline.home", "."))
                .resolve(DATA)
                .normalize();
        List<byte[]> read = Files.isDirectory(data) ? real(data, lines) : generated(lines);
        return read.toArray(new byte[0][]);
    }

    /** Takes the same number of lines of each file, as far as it has them. */
    private static List<byte[]> read(List<Path> files, int lines) throws IOException {
        List<byte[]> read = new ArrayList<>();
        int ofEach = (lines + files.size() - 1) / files.size();
        for (Path file : files) {
            try (LineReader reader = new LineReader(LogFiles.open(file), 0, BUFFER_BYTES)) {
                for (int n = 0; n < ofEach && read.size() < lines && (reader.next() || reader.rest()); n++) {
                    read.add(Arrays.copyOfRange(reader.buffer(), reader.start(), reader.end()));
                }
            }
        }
        return read;
    }

    private interface Sample {
        String line(int number, Random random);
    }

    private static List<byte[]> written(int lines, Sample sample) {
        Random random = new Random(1);
        List<byte[]> written = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            written.add(sample.line(i, random).getBytes(StandardCharsets.US_ASCII));
        }
        return written;
    }

    /** For keys of the result. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
