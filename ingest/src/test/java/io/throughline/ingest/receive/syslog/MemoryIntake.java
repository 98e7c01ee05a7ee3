package io.throughline.ingest.receive.syslog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An intake that keeps what it takes, and has room when it is told so. */
final class MemoryIntake implements Intake {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Runnable> wantRoom = new ArrayList<>();
    private boolean full;
    private int refused;

    @Override
    public synchronized Optional<CompletableFuture<Void>> offer(Chunk chunk) {
        if (full) {
            refused++;
            return Optional.empty();
        }
        chunks.add(chunk);
        return Optional.of(CompletableFuture.completedFuture(null));
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

    void setFull(boolean nowFull) {
        List<Runnable> goOn;
        synchronized (this) {
            full = nowFull;
            goOn = nowFull ? List.of() : List.copyOf(wantRoom);
            wantRoom.removeAll(goOn);
        }
        goOn.forEach(Runnable::run);
    }

    synchronized int refused() {
        return refused;
    }

    synchronized List<Chunk> chunks() {
        return List.copyOf(chunks);
    }

    List<JsonNode> records() {
        return chunks().stream()
                .flatMap(chunk -> chunk.values().stream())
                .map(MemoryIntake::read)
                .toList();
    }

    List<String> messages() {
        return records().stream().map(json -> json.path("message").asText()).toList();
    }

    static JsonNode read(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
