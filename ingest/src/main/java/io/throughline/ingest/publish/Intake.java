package io.throughline.ingest.publish;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where receivers hand in what was sent to them. Safe for use by several threads. */
public interface Intake {
    /**
     * Takes a chunk, if there is room for it. Its sender must not be told that it is safe before the future has completed; the
     * future fails only when this intake is closed first, and then the sender must be told nothing at all or to send again.
     *
     * @return empty: no room now, the sender has to wait; see {@link #whenRoom}
     */
    Optional<CompletableFuture<Void>> offer(Chunk chunk);

    /** Runs once, on a thread that must not be held up, as soon as there is room: at once if there is some now. */
    void whenRoom(Runnable goOn);
}
