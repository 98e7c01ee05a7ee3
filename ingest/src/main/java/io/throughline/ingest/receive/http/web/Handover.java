package io.throughline.ingest.receive.http.web;

import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hands a request's chunks to the intake and waits until they are safe. A request is refused only before its first chunk was taken;
 * for the others it waits, since what was taken cannot be given back. When it waits in vain, the sender sends all of it again, under
 * the same ids.
 */
final class Handover {
    private final Intake intake;
    private final Duration within;

    Handover(Intake intake, Duration within) {
        this.intake = intake;
        this.within = within;
    }

    /**
     * @throws ProblemException {@code no-room}, {@code not-safe-yet}
     */
    void await(List<Chunk> chunks) {
        long deadlineNanos = System.nanoTime() + within.toNanos();
        try {
            List<CompletableFuture<Void>> taken = new ArrayList<>(chunks.size());
            for (Chunk chunk : chunks) {
                taken.add(offer(chunk, taken.isEmpty(), deadlineNanos));
            }
            await(CompletableFuture.allOf(taken.toArray(CompletableFuture<?>[]::new)), deadlineNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.NOT_SAFE_YET, "the server is stopping", e);
        } catch (ExecutionException e) {
            throw new ProblemException(ProblemCode.NOT_SAFE_YET, "the server stopped before the records were safe", e);
        } catch (TimeoutException e) {
            throw new ProblemException(
                    ProblemCode.NOT_SAFE_YET,
                    "the records are not safe after " + within.toMillis() + " ms; send them again",
                    e);
        }
    }

    private CompletableFuture<Void> offer(Chunk chunk, boolean first, long deadlineNanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        Optional<CompletableFuture<Void>> safe = intake.offer(chunk);
        if (safe.isEmpty() && first) {
            throw new ProblemException(ProblemCode.NO_ROOM, "too much waits for Kafka already; send it again soon");
        }
        while (safe.isEmpty()) {
            CompletableFuture<Void> room = new CompletableFuture<>();
            intake.whenRoom(() -> room.complete(null));
            await(room, deadlineNanos);
            safe = intake.offer(chunk);
            if (safe.isEmpty() && System.nanoTime() - deadlineNanos > 0) {
                throw new TimeoutException();
            }
        }
        return safe.get();
    }

    private static void await(CompletableFuture<Void> future, long deadlineNanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        future.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
