package io.throughline.ingest.receive.http;

import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes chunks as Kafka would, and says that they are safe at once, or only when told. */
final class MemoryIntake implements Intake {
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private final List<Runnable> wantRoom = new ArrayList<>();
    private boolean acknowledging = true;
    private int room = Integer.MAX_VALUE;

    @Override
    public synchronized Optional<CompletableFuture<Void>> offer(Chunk chunk) {
        if (room == 0) {
            return Optional.empty();
        }
        room--;
        chunks.add(chunk);
        if (acknowledging) {
            return Optional.of(CompletableFuture.completedFuture(null));
        }
        CompletableFuture<Void> safe = new CompletableFuture<>();
        waiting.add(safe);
        return Optional.of(safe);
    }

    @Override
    public synchronized void whenRoom(Runnable goOn) {
        if (room > 0) {
            goOn.run();
        } else {
            wantRoom.add(goOn);
        }
    }

    synchronized void acknowledgeNothing() {
        acknowledging = false;
    }

    synchronized void acknowledge() {
        acknowledging = true;
        waiting.forEach(safe -> safe.complete(null));
        waiting.clear();
    }

    /** @param chunks so many more are taken */
    synchronized void room(int chunks) {
        room = chunks;
        if (room > 0) {
            wantRoom.forEach(Runnable::run);
            wantRoom.clear();
        }
    }

    synchronized boolean somebodyWantsRoom() {
        return !wantRoom.isEmpty();
    }

    synchronized List<Chunk> chunks() {
        return List.copyOf(chunks);
    }

    Chunk onlyChunk() {
        List<Chunk> all = chunks();
        if (all.size() != 1) {
            throw new AssertionError("one chunk expected: " + all);
        }
        return all.getFirst();
    }

    List<String> ids() {
        return chunks().stream().map(Chunk::id).toList();
    }

    List<String> sources() {
        return chunks().stream().map(Chunk::source).toList();
    }

    /** The records of all chunks. */
    List<String> values() {
        return chunks().stream()
                .flatMap(chunk -> chunk.values().stream())
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }
}
