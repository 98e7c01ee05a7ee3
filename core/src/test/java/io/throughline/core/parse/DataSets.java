package io.throughline.core.parse;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.throughline.core.source.LineReader;
import io.throughline.core.source.LogFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real data, kept beside the project's folder. A test that needs them is skipped where they are not there. */
public final class DataSets {
    private DataSets() {}

    public static Path find(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolveSibling("shared"))) {
            folder = folder.getParent();
        }
        Path found = folder.resolveSibling("shared").resolve("data").resolve(name);
        assumeTrue(Files.exists(found), "the data set " + name + " is not here");
        return found;
    }

    public static List<String> lines(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(LogFiles.open(find(name)), 0, 1 << 16)) {
            while (reader.next() || reader.rest()) {
                lines.add(new String(
                        reader.buffer(), reader.start(), reader.end() - reader.start(), StandardCharsets.UTF_8));
            }
        }
        return lines;
    }
}
