package io.throughline.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.throughline.standalone.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small file system of its own, where this machine lets us mount one. */
@Tag("alone")
class FullDiskIT {
    @TempDir
    Path folder;

    private Path disk = Path.of("");
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "no right to mount a file system");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    @Test
    void aFullDiskIsOneLineAndTheDataOnItStayAsTheyWere() throws Exception {
        DataDirectory.open(disk.resolve("data"), 0).close();
        Path filler = disk.resolve("filler");
        fill(filler);

        assertThatThrownBy(() -> DataDirectory.open(disk.resolve("data"), 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageNotContaining("\n");
        assertThat(disk.resolve("data").resolve("version")).hasContent("1\n");

        Files.delete(filler);
        DataDirectory.open(disk.resolve("data"), 0).close();
    }

    private static void fill(Path file) throws IOException {
        byte[] bytes = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE)) {
            for (int i = 0; i < 1024; i++) {
                out.write(bytes);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // No such program here.
            return -1;
        }
    }
}
