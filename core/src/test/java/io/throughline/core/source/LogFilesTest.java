package io.throughline.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
    private static final byte[] TEXT = "one\ntwo\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void tellsThePackingByTheBytesAndNotByTheName() throws IOException {
        assertThat(read(write("plain.gz", TEXT))).isEqualTo(TEXT);
        assertThat(read(write("packed.log", gzip(TEXT)))).isEqualTo(TEXT);
        assertThat(read(write("packed.gz", zstd(TEXT)))).isEqualTo(TEXT);
        assertThat(read(write("empty.gz", new byte[0]))).isEmpty();
        assertThat(read(write("short.gz", new byte[] {0x1f}))).isEqualTo(new byte[] {0x1f});
    }

    @Test
    void saysWhenAPackedFileBreaksOff() throws IOException {
        byte[] packed = gzip(TEXT);
        Path file = write("half.gz", Arrays.copyOf(packed, packed.length - 6));
        assertThatThrownBy(() -> read(file)).isInstanceOf(EOFException.class);
    }

    @Test
    void takesALogFolderWithoutWhatIsNoLog() throws IOException {
        for (String name : List.of(
                "b/x-json.log",
                "b/x-json.log.1",
                "b/config.v2.json",
                "b/hostname",
                "a.log.gz",
                "c.ndjson.zst",
                ".hidden",
                "d.log-20261122",
                "e_log")) {
            write(name, TEXT);
        }
        assertThat(LogFiles.expand(List.of(folder.toString())).stream().map(LogFile::name))
                .containsExactly(
                        "a.log.gz", "b/x-json.log", "b/x-json.log.1", "c.ndjson.zst", "d.log-20261122", "e_log");
    }

    @Test
    void matchesAPatternAtItsDepth() throws IOException {
        for (String name : List.of("a/app.log", "b/app.log", "b/c/app.log", "b/app.txt", "b/[odd].log")) {
            write(name, TEXT);
        }
        assertThat(names("*/*.log")).containsExactly("a/app.log", "b/[odd].log", "b/app.log");
        assertThat(names("**/app.log")).containsExactly("a/app.log", "b/app.log", "b/c/app.log");
        assertThat(names("b/{app,other}.*")).containsExactly("app.log", "app.txt");
        assertThat(names("b/[odd].log")).containsExactly("[odd].log");
        assertThat(names("a/../b/app.txt")).containsExactly("app.txt");
        assertThatThrownBy(() -> names("*.none"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("*.none");
    }

    @Test
    void countsAFileOnceAndKeepsNamesApart() throws IOException {
        Path first = write("a/app.log", TEXT);
        Path second = write("b/app.log", TEXT);
        assertThat(LogFiles.expand(List.of(first.toString(), second.toString(), first.toString())))
                .containsExactly(new LogFile(first, "app.log"), new LogFile(second, "app.log#2"));
    }

    private List<String> names(String pattern) throws IOException {
        return LogFiles.expand(List.of(folder + "/" + pattern)).stream()
                .map(LogFile::name)
                .toList();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, bytes);
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = LogFiles.open(file)) {
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] zstd(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
