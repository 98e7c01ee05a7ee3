package io.throughline.ingest.receive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes chunks as long as there is room, and has them safe at once or only when told. */
public final class MemoryIntake implements Intake {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Chunk> chunks = new ArrayList<>();
    private final List<CompletableFuture<Void>> unsafe = new ArrayList<>();
    private final List<Runnable> wantRoom = new ArrayList<>();
    private boolean slow;
    private int room = Integer.MAX_VALUE;
    private int refusals;

    @Override
    public synchronized Optional<CompletableFuture<Void>> offer(Chunk chunk) {
        if (room == 0) {
            refusals++;
            return Optional.empty();
        }
        room--;
        chunks.add(chunk);
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
        synchronized (this) {
            if (room == 0) {
                wantRoom.add(goOn);
                return;
            }
        }
        goOn.run();
    }

    public void fill() {
        room(0);
    }

    public void drain() {
        room(Integer.MAX_VALUE);
    }

    /** @param more chunks are taken */
    public void room(int more) {
        List<Runnable> goOn;
        synchronized (this) {
            room = more;
            goOn = more == 0 ? List.of() : List.copyOf(wantRoom);
            wantRoom.removeAll(goOn);
        }
        goOn.forEach(Runnable::run);
    }

    public synchronized boolean somebodyWantsRoom() {
        return !wantRoom.isEmpty();
    }

    public synchronized int refusals() {
        return refusals;
    }

    /** From now on chunks are safe only when {@link #settle} says so. */
    public synchronized void slow() {
        slow = true;
    }

    /** One chunk is safe before those that came earlier. */
    public synchronized void settle(int number) {
        unsafe.remove(number).complete(null);
    }

    /** All chunks are safe, and those that come. */
    public synchronized void settle() {
        slow = false;
        unsafe.forEach(safe -> safe.complete(null));
        unsafe.clear();
    }

    public synchronized void fail() {
        unsafe.forEach(safe -> safe.completeExceptionally(new IllegalStateException("closed")));
        unsafe.clear();
    }

    public synchronized List<Chunk> chunks() {
        return List.copyOf(chunks);
    }

    public Chunk onlyChunk() {
        List<Chunk> all = chunks();
        if (all.size() != 1) {
            throw new AssertionError("one chunk expected: " + all);
        }
        return all.getFirst();
    }

    public List<String> ids() {
        return chunks().stream().map(Chunk::id).toList();
    }

    public List<String> sources() {
        return chunks().stream().map(Chunk::source).toList();
    }

    /** All records as text, in the order in which they came. */
    public List<String> values() {
        return chunks().stream()
                .flatMap(chunk -> chunk.values().stream())
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }

    public List<JsonNode> records() {
        return chunks().stream()
                .flatMap(chunk -> chunk.values().stream())
                .map(MemoryIntake::read)
                .toList();
    }

    public List<String> messages() {
        return records().stream().map(json -> json.path("message").asText()).toList();
    }

    public static JsonNode read(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
