package io.throughline.ingest.receive.http.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** So many requests at once and no more: virtual threads take any number of them, the memory for their bodies does not. */
final class Gate {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Semaphore places;
    private final int size;

    Gate(int places) {
        this.places = new Semaphore(places, true);
        this.size = places;
    }

    /**
     * @throws ProblemException {@code too-busy} without a free place in a second
     */
    void enter() {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(
                        ProblemCode.TOO_BUSY, size + " requests are being taken in; send again soon");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.TOO_BUSY, "the server is stopping", e);
        }
    }

    void leave() {
        places.release();
    }
}
