package io.throughline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
    @TempDir
    Path folder;

    @Test
    void keepsTheNewestLinesInTwoFilesOfLimitedSize() throws Exception {
        Path file = folder.resolve("server.log");
        try (BoundedLog log = new BoundedLog(file, 1_000)) {
            for (int i = 0; i < 1_000; i++) {
                log.line("line " + i);
            }
            assertThat(log.lastLines()).endsWith("line 999");
        }

        assertThat(Files.size(file)).isLessThan(1_100);
        assertThat(Files.size(folder.resolve("server.log.1"))).isLessThan(1_100);
        assertThat(folder.toFile().list()).hasSize(2);
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNotStopTheServer() throws Exception {
        try (BoundedLog log = new BoundedLog(folder.resolve("missing").resolve("server.log"), 1_000)) {
            log.line("still here");

            assertThat(log.lastLines()).containsExactly("still here");
        }
    }
}
