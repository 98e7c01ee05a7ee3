package io.throughline.api.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Every question to a store passes here: so many at once and no more, and none for longer than its time. Virtual threads take any
 * number of requests; the stores behind do not.
 */
public final class QueryGate {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Semaphore places;
    private final int size;
    private final Duration timeout;

    public QueryGate(int places, Duration timeout) {
        this.places = new Semaphore(places, true);
        this.size = places;
        this.timeout = timeout;
    }

    /** Questions that run now; those that were given up but have not ended still count. */
    public int running() {
        return size - places.availablePermits();
    }

    /**
     * @throws ProblemException {@code too-busy} without a free place in a second; {@code query-timeout}
     */
    public <T> T ask(Supplier<T> question) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(
                        ProblemCode.TOO_BUSY, size + " questions are being answered; ask again soon");
            }
            return answer(question);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.TOO_BUSY, "the server is stopping");
        }
    }

    private <T> T answer(Supplier<T> question) throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread asker = Thread.ofVirtual().name("query").start(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            } finally {
                // Not when the asker gives up: the store is still at work on it.
                places.release();
            }
        });
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asker.interrupt();
            throw new ProblemException(
                    ProblemCode.QUERY_TIMEOUT,
                    "no answer within " + timeout.toMillis() + " ms; ask for a shorter time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the question ended with an error", e.getCause());
        }
    }
}
