package io.throughline.ingest.ship;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * One writer, one rotator and one shipper, who take turns as a seed says: between any two steps of the first two the shipper
 * looks for files, reads, sends, is acknowledged or not, notes its offsets, is killed and started again, in any order. Its clock
 * stands still until the end.
 */
final class RotationRun implements AutoCloseable {
    /** A content that is written to, under whatever name. */
    final class Log {
        private final OutputStream out;
        private final List<String> lines = new ArrayList<>();
        private boolean gone;
        /** Nobody but the writer has the file open, and it has no name. */
        private boolean unreachable;

        private Log(OutputStream out) {
            this.out = out;
        }

        /** Some lines, each in one or two pieces. */
        void lines() throws IOException {
            for (int i = random.nextInt(5); i >= 0; i--) {
                String line = line("");
                int cut = random.nextInt(line.length() + 1);
                piece(line.substring(0, cut));
                piece(line.substring(cut) + "\n");
            }
        }

        /** A line of one's own, in one piece. */
        void line(UnaryOperator<String> form) throws IOException {
            String text = form.apply(line(""));
            lines.removeLast();
            lines.add(text);
            piece(text + "\n");
        }

        /** A line that is known to begin all of some contents. */
        void head(String text) throws IOException {
            piece(text + "\n");
        }

        /** A line's beginning; the rest is up to the caller. */
        void unfinished() throws IOException {
            piece(line(""));
        }

        void piece(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
            out.flush();
            look();
        }

        /** Whoever destroys what was not read yet loses it, not the shipper; a killed one cannot read it again either. */
        void destroyed() {
            lines.stream().filter(line -> !kafka.acknowledged.contains(line)).forEach(excused::add);
        }

        /** The name is gone, and with the shipper its hold of the content. */
        void gone() {
            gone = true;
        }

        void end() throws IOException {
            out.close();
        }

        private String line(String words) {
            // No two places of all contents are alike: a mark has but 64 bytes.
            String padding = ("<" + number + ">").repeat(1 + random.nextInt(4) / 3 * random.nextInt(100));
            String line = "line %06d %s%s".formatted(number++, words, padding);
            lines.add(line);
            if (unreachable) {
                excused.add(line);
            }
            return line;
        }
    }

    final Random random;
    final Path folder;
    final UnsureKafka kafka;
    /** How often the shipper is killed, of a hundred turns. */
    int kills = 4;

    private final long seed;
    private final Path registryFolder;
    private final Map<String, String> settings;
    private final String pattern;
    private final List<Log> logs = new ArrayList<>();
    private final Set<String> excused = new HashSet<>();
    private boolean away;
    private long nanos;
    private int number;
    private Registry registry;
    private FollowedFiles files;

    RotationRun(long seed, Path folder, Path registryFolder, String pattern, Map<String, String> more)
            throws IOException {
        this.seed = seed;
        this.random = new Random(seed);
        this.kafka = new UnsureKafka(random);
        this.folder = Files.createDirectories(folder.resolve("logs"));
        this.registryFolder = registryFolder;
        this.pattern = pattern;
        this.settings = new TreeMap<>(more);
        settings.put("ship.registry", registryFolder.toString());
        settings.put("ship.gone-after", "10s");
        settings.put("host.name", "node-1");
        start();
    }

    Log create(String name) throws IOException {
        return create(name, StandardOpenOption.APPEND);
    }

    /** Of a writer that does not ask for the end of its file at every line. */
    Log createAtAPlace(String name) throws IOException {
        return create(name, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private Log create(String name, StandardOpenOption how) throws IOException {
        Log log = new Log(
                Files.newOutputStream(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE, how));
        logs.add(log);
        look();
        return log;
    }

    /** The same file, which has another content from now on. */
    Log anew(Log log) {
        Log other = new Log(log.out);
        logs.add(other);
        return other;
    }

    void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        look();
    }

    void truncate(String name) throws IOException {
        truncateAtOnce(name);
        look();
    }

    /** And nobody looks before something is written. */
    void truncateAtOnce(String name) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(name), StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    /** A link that points there from one moment to the next. */
    void link(String name, String target) throws IOException {
        Path fresh = folder.resolve(name + ".fresh");
        Files.createSymbolicLink(fresh, Path.of(target));
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        look();
    }

    /** What a rotated copy's last line lacks does not come any more: it is taken when the copy is deleted. */
    void endOf(String name, Log log) throws IOException {
        drain();
        delete(name, log);
    }

    /** Does something once, in the middle of reading: when the next record is sent. */
    void uponSend(Step step) {
        kafka.uponSend(() -> {
            away = true;
            try {
                step.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                away = false;
            }
        });
    }

    /** Does something while no shipper runs. */
    void killWhile(Step step) throws IOException {
        kill();
        away = true;
        step.run();
        away = false;
        start();
    }

    Path registry(String name) {
        return registryFolder.resolve(name);
    }

    interface Step {
        void run() throws IOException;
    }

    /** As {@code cp}, in pieces. */
    void copy(String from, String to) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(from));
        try (OutputStream out = Files.newOutputStream(folder.resolve(to))) {
            int half = random.nextInt(bytes.length + 1);
            look();
            out.write(bytes, 0, half);
            look();
            out.write(bytes, half, bytes.length - half);
        }
        look();
    }

    /** The packed file is there and the other gone while nobody looks. */
    void packAtOnce(String name, String packed) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(packed)))) {
            out.write(Files.readAllBytes(folder.resolve(name)));
        }
        Files.delete(folder.resolve(name));
    }

    /** As {@code gzip}: the packed file is there in pieces before the other one is gone. */
    void pack(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        byte[] all = packed.toByteArray();
        try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".gz"))) {
            look();
            int half = random.nextInt(all.length);
            out.write(all, 0, half);
            look();
            out.write(all, half, all.length - half);
        }
        look();
        Files.delete(folder.resolve(name));
        look();
    }

    /** Removes a name whose file the shipper has seen. */
    void delete(String name, Log log) throws IOException {
        seeIt();
        log.gone();
        Files.delete(folder.resolve(name));
        look();
    }

    /** The shipper looks for files and opens what it has not. */
    void seeIt() {
        files.scan();
    }

    /** The shipper reads, sends and notes all that is there. */
    void keepUp() throws IOException {
        kafka.refuse(false);
        drain();
    }

    /** The shipper's turn: any number of its steps. */
    void look() throws IOException {
        for (int turns = away ? 0 : random.nextInt(4); turns > 0; turns--) {
            turn();
        }
    }

    /** The shipper is killed, and nobody looks meanwhile. */
    void kill() throws IOException {
        for (Log log : logs) {
            if (log.gone) {
                log.destroyed();
                log.unreachable = true;
            }
        }
        files.close();
        registry.close();
        kafka.breakOff();
    }

    void start() throws IOException {
        registry = Registry.open(registryFolder);
        Settings read = new Settings(settings);
        files = new FollowedFiles(
                ShipConfig.from(read),
                new ShipRequest(List.of(folder + "/" + pattern), OriginOverrides.NONE, false),
                registry,
                () -> nanos);
        read.verify();
        files.sendBy(kafka);
        files.scan();
    }

    void save() {
        files.save();
    }

    int open() {
        return files.open();
    }

    void later(Duration time) {
        nanos += time.toNanos();
    }

    /** All is read, sent and acknowledged; then every line must be there, once. */
    void check() throws IOException {
        kafka.refuse(false);
        kafka.uponSend(() -> {});
        for (Log log : logs) {
            log.end();
        }
        for (int round = 0; round < 6; round++) {
            drain();
            later(Duration.ofSeconds(11));
        }
        Set<String> written = new HashSet<>();
        logs.forEach(log -> written.addAll(log.lines));
        Set<String> missing = new HashSet<>(written);
        missing.removeAll(excused);
        missing.removeAll(kafka.lines.keySet());
        assertThat(missing).as("lost with the seed %d", seed).isEmpty();
        kafka.lines.forEach((line, ids) -> {
            if (written.contains(line)) {
                assertThat(ids).as("%s with the seed %d", line, seed).hasSize(1);
            }
        });
        kafka.index.forEach((id, contents) ->
                assertThat(contents).as("%s with the seed %d", id, seed).hasSize(1));
    }

    @Override
    public void close() throws IOException {
        files.close();
        registry.close();
    }

    private void drain() throws IOException {
        files.scan();
        files.poll();
        while (files.send(1000) > 0) {
            files.poll();
        }
        kafka.acknowledgeAll();
        files.save();
        files.poll();
    }

    private void turn() throws IOException {
        int what = random.nextInt(100);
        if (what < kills) {
            kill();
            start();
        } else if (what < 25) {
            files.scan();
        } else if (what < 55) {
            files.poll();
        } else if (what < 75) {
            files.send(1 + random.nextInt(10));
        } else if (what < 85) {
            kafka.acknowledgeSome();
        } else if (what < 92) {
            files.save();
        } else if (what < 96) {
            kafka.refuse(random.nextBoolean());
        } else if (what < 98) {
            kafka.breakOff();
            files.sendBy(kafka);
        } else {
            drain();
        }
    }
}
