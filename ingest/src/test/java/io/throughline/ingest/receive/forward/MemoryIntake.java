package io.throughline.ingest.receive.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes chunks as long as there is room, and has them safe at once or only when told. */
final class MemoryIntake implements Intake {
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<CompletableFuture<Void>> unsafe = new ArrayList<>();
    private final List<Runnable> wantRoom = new ArrayList<>();
    private boolean full;
    private boolean slow;
    private int refusals;

    @Override
    public synchronized Optional<CompletableFuture<Void>> offer(Chunk chunk) {
        if (full) {
            refusals++;
            return Optional.empty();
        }
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
            if (full) {
                wantRoom.add(goOn);
                return;
            }
        }
        goOn.run();
    }

    synchronized void fill() {
        full = true;
    }

    void drain() {
        List<Runnable> goOn;
        synchronized (this) {
            full = false;
            goOn = List.copyOf(wantRoom);
            wantRoom.clear();
        }
        goOn.forEach(Runnable::run);
    }

    /** From now on chunks are safe only when {@link #settle} says so. */
    synchronized void slow() {
        slow = true;
    }

    /** One chunk is safe before those that came earlier. */
    synchronized void settle(int number) {
        unsafe.remove(number).complete(null);
    }

    synchronized void settle() {
        unsafe.forEach(safe -> safe.complete(null));
        unsafe.clear();
    }

    synchronized void fail() {
        unsafe.forEach(safe -> safe.completeExceptionally(new IllegalStateException("closed")));
        unsafe.clear();
    }

    synchronized int refusals() {
        return refusals;
    }

    synchronized List<Chunk> chunks() {
        return List.copyOf(chunks);
    }

    /** All records as text, in the order in which they came. */
    List<String> values() {
        return chunks().stream()
                .flatMap(chunk -> chunk.values().stream())
                .map(value -> new String(value, UTF_8))
                .toList();
    }
}
