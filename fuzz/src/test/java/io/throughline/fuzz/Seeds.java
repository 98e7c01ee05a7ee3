package io.throughline.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The kept inputs: {@code src/test/resources/seeds/TARGET/NAME}, some written by hand, some found by the fuzzer. */
final class Seeds {
    static final Path FOLDER = Path.of("src/test/resources/seeds");

    private Seeds() {}

    /** By name. */
    static Map<String, byte[]> of(String target) throws IOException {
        Map<String, byte[]> seeds = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve(target))) {
            for (Path file : files.toList()) {
                seeds.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return seeds;
    }
}
