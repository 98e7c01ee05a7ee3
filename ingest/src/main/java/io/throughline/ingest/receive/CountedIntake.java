package io.throughline.ingest.receive;

import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one receiver hands in. */
public final class CountedIntake implements Intake {
    private final Intake intake;
    private final LongAdder chunks = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final AtomicLong waitingChunks = new AtomicLong();

    public CountedIntake(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Optional<CompletableFuture<Void>> offer(Chunk chunk) {
        Optional<CompletableFuture<Void>> taken = intake.offer(chunk);
        if (taken.isEmpty()) {
            refusals.increment();
            return taken;
        }
        chunks.increment();
        records.add(chunk.values().size());
        bytes.add(chunk.bytes());
        waitingChunks.incrementAndGet();
        var unused = taken.get().whenComplete((nothing, failure) -> {
            waitingChunks.decrementAndGet();
            if (failure != null) {
                failures.increment();
            }
        });
        return taken;
    }

    @Override
    public void whenRoom(Runnable goOn) {
        intake.whenRoom(goOn);
    }

    /** Chunks taken, with those that came again. */
    public long chunks() {
        return chunks.sum();
    }

    /** In the chunks taken. */
    public long records() {
        return records.sum();
    }

    /** Of these records. */
    public long bytes() {
        return bytes.sum();
    }

    /** How often there was no room. */
    public long refusals() {
        return refusals.sum();
    }

    /** Chunks taken that could not be kept. */
    public long failures() {
        return failures.sum();
    }

    /** Chunks taken that are not safe yet. */
    public long waitingChunks() {
        return waitingChunks.get();
    }
}
