package io.throughline.ingest.receive.http.web;

import io.throughline.fuzz.Check;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.peers.MemoryBudget;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Batches of records without a request around them. */
public final class Batches {
    private Batches() {}

    public static Receiving receiving() {
        return new Receiving(
                WebTargets.limits(),
                new Intake() {
                    @Override
                    public Optional<CompletableFuture<Void>> offer(Chunk chunk) {
                        return Optional.empty();
                    }

                    @Override
                    public void whenRoom(Runnable goOn) {}
                },
                new MemoryBudget(MemoryBudget.DEFAULT_BYTES));
    }

    public static RecordBatch batch(String protocol) {
        return new RecordBatch(protocol, new byte[32], WebTargets.limits(), WebTargets.memory());
    }

    /** Every record is an object, every source a name. */
    public static void check(RecordBatch batch) {
        for (Chunk chunk : batch.chunks()) {
            Check.that(
                    chunk.source().length() <= 256,
                    "a source of " + chunk.source().length());
            Check.that(chunk.source().chars().noneMatch(Character::isISOControl), "control characters in a source");
            chunk.values().forEach(Check::isObject);
        }
    }
}
