package io.throughline.ingest.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    @TempDir
    Path folder;

    private final RegistryEntry entry = new RegistryEntry(
            "node-1:abc",
            new FileStat.Key(64_769, 1234),
            1,
            fingerprint(),
            9_000_000_000L,
            List.of(new Mark(64, Fingerprint.of(new byte[64], 0, 64)), new Mark(9_000_000_001L, fingerprint())),
            -1,
            0,
            "/var/log/app \"x\" \n.log",
            1_700_000_000_000L);

    @BeforeEach
    void save() throws IOException {
        try (Registry registry = Registry.open(folder)) {
            registry.put(entry);
            registry.save();
        }
    }

    @Test
    void knowsWhatItSaved() throws IOException {
        try (Registry registry = Registry.open(folder)) {
            assertThat(registry.entries()).containsExactly(entry);
            assertThat(registry.ofInode(new FileStat.Key(1, 1234))).containsExactly(entry);
            assertThat(registry.ofInode(new FileStat.Key(64_769, 1))).isEmpty();
        }
    }

    @Test
    void setsAsideACutFileWhereverItIsCut() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("registry"));
        for (int length = 0; length < bytes.length; length += 7) {
            assertIsSetAside(Arrays.copyOf(bytes, length));
        }
    }

    @Test
    void setsAsideAFileWithAFlippedBitWhereverItIs() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("registry"));
        for (int i = 0; i < bytes.length; i += 5) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 4;
            assertIsSetAside(flipped);
        }
    }

    @Test
    void isNotSharedByTwoShippers() throws IOException {
        try (Registry first = Registry.open(folder)) {
            assertThat(first.entries()).hasSize(1);
            assertThatThrownBy(() -> Registry.open(folder).close())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another shipper");
        }
        Registry.open(folder).close();
    }

    private static Fingerprint fingerprint() {
        return Fingerprint.of("first\n".getBytes(StandardCharsets.UTF_8), 0, 6);
    }

    private void assertIsSetAside(byte[] damaged) throws IOException {
        Files.deleteIfExists(folder.resolve("registry.damaged"));
        Files.write(folder.resolve("registry"), damaged);
        try (Registry registry = Registry.open(folder)) {
            assertThat(registry.entries()).isEmpty();
        }
        assertThat(Files.readAllBytes(folder.resolve("registry.damaged"))).isEqualTo(damaged);
        assertThat(folder.resolve("registry")).doesNotExist();
    }
}
