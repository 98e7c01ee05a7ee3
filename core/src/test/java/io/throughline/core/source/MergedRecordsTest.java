package io.throughline.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.throughline.core.model.RawRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedRecordsTest {
    @TempDir
    Path folder;

    private final List<String> problems = new ArrayList<>();

    @Test
    void comeInTheOrderOfTimeAcrossFilesAndKeepTheOrderWithinOne() throws IOException {
        write("a.log", "2026-11-22T08:00:01Z a1\n  stack trace\n2026-11-22T08:00:04Z a2\n");
        write("b/b.log", "2026-11-22T08:00:02Z b1\n2026-11-22T08:00:03Z b2\n2026-11-22T08:00:01Z b late");
        write("c.log", "");
        write("d.log", "no time at all\n");

        assertThat(read().stream().map(record -> record.source() + ": " + text(record)))
                .containsExactly(
                        "d.log: no time at all",
                        "a.log: 2026-11-22T08:00:01Z a1",
                        "a.log:   stack trace",
                        "b/b.log: 2026-11-22T08:00:02Z b1",
                        "b/b.log: 2026-11-22T08:00:03Z b2",
                        "b/b.log: 2026-11-22T08:00:01Z b late",
                        "a.log: 2026-11-22T08:00:04Z a2");
    }

    @Test
    void joinTheLinesOfOneMessageInPackedFilesToo() throws IOException {
        String first = "2026-11-22T08:00:01Z stdout P one ";
        String second = "2026-11-22T08:00:01Z stdout F two";
        Path file = folder.resolve("pod.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((first + "\n" + second + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(file)).singleElement().satisfies(record -> {
            assertThat(text(record)).isEqualTo(first + "\n" + second);
            assertThat(record.offset()).isZero();
            assertThat(record.source()).isEqualTo("pod.gz");
            assertThat(record.origin().file()).isEqualTo("pod.gz");
        });
    }

    @Test
    void goOnWhenAFileBreaksOffAndSayWhich() throws IOException {
        Path broken = folder.resolve("broken.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(broken))) {
            out.write("2026-11-22T08:00:01Z line\n".repeat(50_000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(broken);
        Files.write(broken, Arrays.copyOf(whole, whole.length - 100));
        write("good.log", "2026-11-22T08:00:00Z good\n2026-11-22T09:00:00Z good\n");

        List<RawRecord> records = read();
        assertThat(records.getLast().source()).isEqualTo("good.log");
        assertThat(records).hasSizeGreaterThan(1000);
        assertThat(problems).singleElement().asString().contains("broken.log.gz");
    }

    @Test
    void openNoMoreFilesThanTheyNeedAtATime() throws IOException {
        for (int i = 0; i < 3000; i++) {
            write("%04d.log".formatted(i), "2026-11-22T08:%02d:%02dZ x\n".formatted(i / 60, i % 60));
        }
        assertThat(read()).hasSize(3000).extracting(RawRecord::source).isSorted();
    }

    @Test
    void areOneForEachLineOfARealDayOfPodsAndInTheOrderOfTime() throws IOException {
        Path pods = Path.of("../../shared/data/trainticket/containers");
        assumeThat(pods).isDirectory();

        List<RawRecord> records = read(pods);
        assertThat(records).hasSize(171_095);
        assertThat(records).extracting(record -> record.origin().service()).contains("ts-order-service");
        assertThat(records)
                .extracting(record -> RecordTime.peekMillis(record.value(), 0, record.value().length))
                .isSorted();
    }

    private List<RawRecord> read(Path... paths) throws IOException {
        List<String> arguments = paths.length == 0
                ? List.of(folder.toString())
                : Arrays.stream(paths).map(Path::toString).toList();
        List<RawRecord> records = new ArrayList<>();
        OriginResolver origins = new OriginResolver("node-1", OriginOverrides.NONE);
        try (MergedRecords merged = new MergedRecords(LogFiles.expand(arguments), origins)) {
            merged.forEachRemaining(records::add);
            problems.addAll(merged.problems());
        }
        return records;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private static String text(RawRecord record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
