package io.throughline.ingest.ship;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.source.LineReader;
import io.throughline.core.source.OriginOverrides;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files that grow, rotate and vanish, into a Kafka in memory. */
class FollowedFilesTest {
    @TempDir
    Path folder;

    @TempDir
    Path registryFolder;

    private final MemoryKafka kafka = new MemoryKafka();
    private Registry registry;
    private FollowedFiles files;

    @BeforeEach
    void start() throws IOException {
        start(false, "*.log*");
    }

    @AfterEach
    void crash() throws IOException {
        files.close();
        registry.close();
    }

    @Test
    void followsALineThatGrowsWithoutItsLineFeed() throws IOException {
        append("app.log", "one\ntw");
        look();
        append("app.log", "o");
        look();
        assertThat(kafka.values()).containsExactly("one");
        append("app.log", "\nthree\n");
        look();
        assertThat(kafka.sent).extracting(MemoryKafka.Sent::offset).containsExactly(0L, 4L, 8L);
        assertThat(kafka.values()).containsExactly("one", "two", "three");
    }

    @Test
    void keepsTheSourceOfARenamedFileAndGivesTheNewFileAnother() throws IOException {
        append("app.log", "one\n");
        look();
        move("app.log", "app.log.1");
        append("app.log.1", "two\n");
        append("app.log", "three\n");
        look();
        append("app.log.1", "late\n");
        look();
        assertThat(kafka.bySource()).containsExactly(List.of("one", "two", "late"), List.of("three"));
    }

    @Test
    void keepsTheSourceOfAFileThatWasRenamedWhileNobodyLooked() throws IOException {
        append("app.log", "one\n");
        look();
        restart();
        append("app.log", "two\n");
        move("app.log", "app.log.1");
        append("app.log", "three\n");
        look();
        assertThat(kafka.bySource()).containsExactlyInAnyOrder(List.of("one", "two"), List.of("three"));
    }

    @Test
    void takesATruncatedFileAsANewSource() throws IOException {
        append("app.log", "one\ntwo\nunfinished");
        look();
        truncate("app.log");
        append("app.log", "three\n");
        look();
        assertThat(kafka.bySource()).containsExactly(List.of("one", "two", "unfinished"), List.of("three"));
    }

    @Test
    void noticesATruncatedFileThatGrewBeyondWhereItWasAndBeginsAlike() throws IOException {
        append("app.log", "begin\none\n");
        look();
        truncate("app.log");
        append("app.log", "begin\nanother\nand more\n");
        look();
        assertThat(kafka.bySource()).containsExactly(List.of("begin", "one"), List.of("begin", "another", "and more"));
    }

    @Test
    void noticesATruncationWhileItWasStopped() throws IOException {
        append("app.log", "begin\none\n");
        look();
        restart();
        truncate("app.log");
        append("app.log", "begin\nanother\nand more\n");
        look();
        assertThat(kafka.bySource()).containsExactly(List.of("begin", "one"), List.of("begin", "another", "and more"));
    }

    @Test
    void goesOnUnderTheSameSourceAfterACrash() throws IOException {
        append("app.log", "one\ntwo\n");
        kafka.acknowledging = false;
        look();
        restart();
        kafka.acknowledging = true;
        append("app.log", "three\n");
        look();
        assertThat(kafka.bySource()).containsExactly(List.of("one", "two", "one", "two", "three"));
        assertThat(kafka.sent.get(0)).isEqualTo(kafka.sent.get(2));
    }

    @Test
    void findsTheSameSourceWithoutARegistry() throws IOException {
        append("app.log", "one\n");
        look();
        crash();
        Files.delete(registryFolder.resolve("registry"));
        Files.deleteIfExists(registryFolder.resolve("registry.before"));
        start(false, "*.log*");
        append("app.log", "two\n");
        look();
        assertThat(kafka.bySource()).containsExactly(List.of("one", "one", "two"));
    }

    @Test
    void readsADeletedFileToItsEnd() throws IOException {
        Path file = append("app.log", "one\n");
        look();
        try (OutputStream writer = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            Files.delete(file);
            writer.write("two\nunfinished".getBytes(ISO_8859_1));
            look();
        }
        while (files.size() > 0) {
            look();
        }
        assertThat(kafka.bySource()).containsExactly(List.of("one", "two", "unfinished"));
    }

    @Test
    void givesAFileThatGotAReusedInodeASourceOfItsOwn() throws IOException {
        // An inode is free once nothing refers to it: its next owner is imitated by new content in the same inode.
        append("app.log", "same first line\nold\n");
        look();
        restart();
        truncate("app.log");
        append("app.log", "same first line\nnew\n");
        move("app.log", "other.log");
        look();
        assertThat(kafka.bySource())
                .containsExactly(List.of("same first line", "old"), List.of("same first line", "new"));
    }

    @Test
    void tellsFilesOfTheSameContentApart() throws IOException {
        append("a.log", "same\n");
        append("b.log", "same\n");
        look();
        assertThat(kafka.bySource()).containsExactly(List.of("same"), List.of("same"));
    }

    @Test
    void keepsTheIdentityOfAFileShorterThanItsFingerprintWhileItGrows() throws IOException {
        append("app.log", "a");
        look();
        append("app.log", "b\n");
        look();
        restart();
        append("app.log", "c".repeat(1000) + "\n");
        look();
        restart();
        append("app.log", "d\n");
        look();
        assertThat(kafka.bySource()).containsExactly(List.of("ab", "c".repeat(1000), "d"));
    }

    @Test
    void readsManyFilesInTheOrderOfTheirTime() throws IOException {
        List<StringBuilder> logs = List.of(new StringBuilder(), new StringBuilder(), new StringBuilder());
        List<String> lines = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            String line = "2026-11-22T08:%02d:%02d.%03dZ line %d".formatted(i / 60, i % 60, random.nextInt(1000), i);
            lines.add(line);
            logs.get(random.nextInt(3)).append(line).append('\n');
        }
        for (int i = 0; i < 3; i++) {
            append(i + ".log", logs.get(i).toString());
        }
        look();
        assertThat(kafka.values()).isEqualTo(lines);
    }

    @Test
    void readsAPackedFileOnceAndForAll() throws IOException {
        pack("app.log.2.gz", "one\ntwo\nthree");
        look();
        look();
        assertThat(kafka.values()).containsExactly("one", "two", "three");
        assertThat(kafka.sent).extracting(MemoryKafka.Sent::offset).containsExactly(0L, 4L, 8L);
        restart();
        look();
        assertThat(kafka.sent).hasSize(3);
    }

    @Test
    void waitsForTheRestOfAPackedFileThatBreaksOff() throws IOException {
        Path file = pack("app.log.gz", "one\ntwo\n".repeat(50_000));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        look();
        assertThat(files.unreadable()).isEqualTo(1);
        Files.write(file, whole);
        look();
        look();
        assertThat(kafka.sent.stream().map(MemoryKafka.Sent::offset).distinct()).hasSize(100_000);
        assertThat(files.unreadable()).isZero();
    }

    @Test
    void cutsALineOfFiftyMegabytesAndLosesNothingBesideIt() throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("app.log"))) {
            out.write("before\n".getBytes(ISO_8859_1));
            byte[] megabyte = new byte[1 << 20];
            Arrays.fill(megabyte, (byte) 'x');
            for (int i = 0; i < 50; i++) {
                out.write(megabyte);
            }
            out.write("\nafter\n".getBytes(ISO_8859_1));
        }
        look();
        assertThat(kafka.sent).hasSize(3);
        assertThat(kafka.sent.get(1).length()).isEqualTo(50 << 20);
        assertThat(kafka.sent.get(1).value()).hasSize(LineReader.CUT_BYTES);
        assertThat(kafka.sent.get(2).value()).isEqualTo("after");
    }

    @Test
    void shipsBinaryGarbageAsItIs() throws IOException {
        byte[] garbage = new byte[100_000];
        new Random(1).nextBytes(garbage);
        garbage[garbage.length - 1] = '\n';
        Files.write(folder.resolve("app.log"), garbage);
        look();
        List<String> lines = Arrays.stream(new String(garbage, ISO_8859_1).split("\n"))
                .map(line -> line.replaceFirst("^\0+", ""))
                .filter(line -> !line.isEmpty())
                .toList();
        assertThat(kafka.values().equals(lines)).isTrue();
    }

    @Test
    void holdsARecordThatIsNotTakenAndSendsItLater() throws IOException {
        append("app.log", "one\ntwo\n");
        kafka.full = true;
        look();
        kafka.full = false;
        look();
        assertThat(kafka.values()).containsExactly("one", "two");
    }

    @Test
    void sendsAgainFromWhereItWasSafeWhenThePublisherIsLost() throws IOException {
        append("app.log", "one\n");
        look();
        kafka.acknowledging = false;
        append("app.log", "two\n");
        look();
        kafka.acknowledging = true;
        files.sendBy(kafka);
        look();
        assertThat(kafka.bySource()).containsExactly(List.of("one", "two", "two"));
    }

    @Test
    void takesAnUnfinishedLastLineWhereItRunsOnceAndTakesItAgainOnceItIsWhole() throws IOException {
        restart(true);
        append("app.log", "one\ntw");
        look();
        assertThat(files.allDone()).isTrue();
        restart(true);
        append("app.log", "o\n");
        look();
        assertThat(kafka.bySource()).containsExactly(List.of("one", "tw", "two"));
        assertThat(kafka.sent.get(1).offset()).isEqualTo(kafka.sent.get(2).offset());
    }

    @Test
    void joinsTheLinesOfOneMessageAndDoesNotSettleInTheMiddleOfIt() throws IOException {
        append("app.log", cri("stdout P one ") + cri("stderr F between"));
        look();
        assertThat(kafka.sent).isEmpty();
        restart();
        append("app.log", cri("stdout F two"));
        look();
        assertThat(kafka.values())
                .containsExactly(
                        cri("stdout P one ") + cri("stdout F two").strip(),
                        cri("stderr F between").strip());
    }

    @Test
    void handsOnAMessageWhoseRestDoesNotCome() throws IOException {
        append("app.log", cri("stdout P one "));
        Awaitility.await().until(() -> {
            look();
            return !kafka.sent.isEmpty();
        });
        assertThat(kafka.values())
                .containsExactly(
                        cri("stdout P one ").substring(0, cri("stdout P one ").length() - 1));
    }

    @Test
    void comesBackToAFileThatWasAwayForAWhile() throws IOException {
        append("app.log", "one\n");
        look();
        move("app.log", "elsewhere");
        while (files.size() > 0) {
            look();
        }
        append("elsewhere", "two\n");
        move("elsewhere", "app.log");
        look();
        assertThat(kafka.bySource()).containsExactly(List.of("one", "two"));
    }

    private static String cri(String text) {
        return "2026-11-22T10:00:00.000000001Z " + text + "\n";
    }

    private void look() throws IOException {
        files.scan();
        files.poll();
        while (files.send(100) > 0) {
            files.poll();
        }
        files.save();
    }

    private void restart() throws IOException {
        restart(false);
    }

    private void restart(boolean once) throws IOException {
        crash();
        start(once, "*.log*");
    }

    private void start(boolean once, String pattern) throws IOException {
        Settings settings = new Settings(Map.of(
                "ship.registry",
                registryFolder.toString(),
                "ship.gone-after",
                "1ms",
                "ship.group-timeout",
                "500ms",
                "ship.trace-timeout",
                "1ms",
                "host.name",
                "node-1"));
        registry = Registry.open(registryFolder);
        files = new FollowedFiles(
                ShipConfig.from(settings),
                new ShipRequest(List.of(folder + "/" + pattern), OriginOverrides.NONE, once),
                registry);
        files.sendBy(kafka);
    }

    private Path append(String name, String text) throws IOException {
        return Files.writeString(
                folder.resolve(name), text, ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void move(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    private void truncate(String name) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(0);
        }
    }

    private Path pack(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(ISO_8859_1));
        }
        return file;
    }
}
