package io.throughline.ingest.buffer;

import io.throughline.core.model.Origin;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chunks of all kinds, and buffers to put them into. */
final class Buffers {
    static final long MEMORY = 32 << 20;
    static final Duration SOON = Duration.ofMillis(20);

    private Buffers() {}

    static BufferConfig config(long segmentBytes) {
        return new BufferConfig(null, 1L << 30, segmentBytes, Duration.ofMillis(1));
    }

    static DiskBuffer open(Path folder, long segmentBytes, Intake next) {
        return DiskBuffer.open(config(segmentBytes), folder, MEMORY, next);
    }

    /** The same for the same number: none to forty records of 0 to 800 bytes, some of which look like parts of a segment. */
    static Chunk chunk(int number) {
        Random random = new Random(number * 7919L);
        List<byte[]> values = new ArrayList<>();
        int count = 1 + random.nextInt(number % 5 == 0 ? 40 : 4);
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[random.nextInt(number % 3 == 0 ? 800 : 60)];
            random.nextBytes(value);
            values.add(value);
        }
        String host = "host-" + number % 3;
        return new Chunk(
                "test:" + number,
                "source " + number % 7,
                number % 2 == 0 ? Origin.ofHost(host) : new Origin(host, "s", null, "c", null, "n", "/f", "json"),
                values);
    }

    /** All of a chunk as one text, to compare. */
    static String text(Chunk chunk) {
        StringBuilder text = new StringBuilder(chunk.id() + "|" + chunk.source() + "|" + chunk.origin());
        chunk.values().forEach(value -> text.append('|').append(HexFormat.of().formatHex(value)));
        return text.toString();
    }

    /** Fills a new folder, as if Kafka were away, and gives its segments in their order. */
    static List<Path> fill(Path folder, int from, int to, long segmentBytes) throws IOException {
        try (DiskBuffer buffer = open(folder, segmentBytes, new Nobody())) {
            List<CompletableFuture<Void>> safe = new ArrayList<>();
            for (int number = from; number < to; number++) {
                safe.add(buffer.offer(chunk(number)).orElseThrow());
            }
            CompletableFuture.allOf(safe.toArray(CompletableFuture[]::new)).join();
        }
        return segments(folder);
    }

    static List<Path> segments(Path folder) {
        return files(folder, Segment.SUFFIX);
    }

    static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What recovery and a drain that only reads find in a folder, quicker than a buffer with its threads. */
    static Found read(Path folder) throws IOException {
        Damages damages = new Damages();
        List<String> chunks = new ArrayList<>();
        try (Position position = new Position(folder);
                DrainReader reader = new DrainReader(damages)) {
            Recovery recovery = Recovery.of(folder, position, new KnownFiles(folder), damages);
            Segments segments = new Segments(recovery.segments(), recovery.lastSequence());
            long sent = position.acknowledged();
            Segments.Part part = segments.behind(sent);
            while (part != null) {
                Ready ready = reader.next(part, sent);
                sent = ready == null ? part.lastSequence() : ready.sequence();
                if (ready != null) {
                    chunks.add(text(ready.chunk()));
                }
                part = segments.behind(sent);
            }
        }
        return new Found(chunks, damages);
    }

    record Found(List<String> chunks, Damages damages) {}

    /** Has no room, ever. */
    static final class Nobody implements Intake {
        @Override
        public Optional<CompletableFuture<Void>> offer(Chunk chunk) {
            return Optional.empty();
        }

        @Override
        public void whenRoom(Runnable goOn) {
            // There will be none.
        }
    }

    /** Takes everything, and has it safe when told. */
    static final class Everybody implements Intake {
        private final List<String> chunks = new ArrayList<>();
        private final List<CompletableFuture<Void>> unsafe = new ArrayList<>();
        private boolean slow;

        @Override
        public synchronized Optional<CompletableFuture<Void>> offer(Chunk chunk) {
            chunks.add(text(chunk));
            CompletableFuture<Void> safe = new CompletableFuture<>();
            if (slow) {
                unsafe.add(safe);
            } else {
                safe.complete(null);
            }
            return Optional.of(safe);
        }

        @Override
        public void whenRoom(Runnable goOn) {
            goOn.run();
        }

        synchronized Everybody slow() {
            slow = true;
            return this;
        }

        /** The chunk that came as this one; what comes after is safe at once when there is none. */
        synchronized void settle(int number, @Nullable Exception failure) {
            if (failure == null) {
                unsafe.get(number).complete(null);
            } else {
                unsafe.get(number).completeExceptionally(failure);
            }
        }

        synchronized void settle() {
            slow = false;
            unsafe.forEach(safe -> safe.complete(null));
        }

        synchronized List<String> chunks() {
            return List.copyOf(chunks);
        }
    }
}
