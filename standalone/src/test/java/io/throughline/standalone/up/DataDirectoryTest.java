package io.throughline.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.standalone.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void opensAgainAfterItWasClosed() throws Exception {
        Path data = folder.resolve("data");
        DataDirectory.open(data, 0).close();
        Files.createDirectory(data.resolve("kafka"));

        DataDirectory.open(data, 0).close();

        assertThat(data).isDirectoryContaining("glob:**kafka");
    }

    @Test
    void aSecondUserIsToldWhoHasIt() throws Exception {
        try (DataDirectory first = DataDirectory.open(folder, 0)) {
            assertThatThrownBy(() -> DataDirectory.open(first.folder(), 0))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid())
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void refusesTheDataOfAnotherVersionAndTouchesNothing() throws Exception {
        Files.writeString(folder.resolve("version"), "2\n");
        Files.createDirectory(folder.resolve("kafka"));
        Map<String, Object> before = snapshot();

        assertThatThrownBy(() -> DataDirectory.open(folder, 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("data version '2'")
                .hasMessageNotContaining("\n");

        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void refusesAFolderThatHoldsSomethingElseAndTouchesNothing() throws Exception {
        Files.writeString(folder.resolve("letter.txt"), "Dear reader");
        Map<String, Object> before = snapshot();

        assertThatThrownBy(() -> DataDirectory.open(folder, 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no data directory of Throughline");

        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void refusesADiskWithTooLittleSpaceAndSaysWhichSettingDecides() {
        assertThatThrownBy(() -> DataDirectory.open(folder, Long.MAX_VALUE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("data.min-free")
                .hasMessageNotContaining("\n");
        assertThat(folder.resolve("version")).doesNotExist();
    }

    @Test
    void takesTheFolderInWhichTheShipperAlreadyKeepsItsOffsets() throws Exception {
        Files.createDirectory(folder.resolve("ship"));

        DataDirectory.open(folder, 0).close();

        assertThat(folder.resolve("version")).hasContent("1\n");
    }

    private Map<String, Object> snapshot() throws IOException {
        Map<String, Object> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.toList()) {
                files.put(file.toString(), List.of(Files.getLastModifiedTime(file), Files.size(file)));
            }
        }
        return files;
    }
}
