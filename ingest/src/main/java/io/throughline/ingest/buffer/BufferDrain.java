package io.throughline.ingest.buffer;

import io.throughline.ingest.buffer.KnownChunks.Known;
import io.throughline.ingest.publish.Intake;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the chunks to Kafka's publisher in their order, keeps up to where Kafka has all of them, and deletes the files of which it has
 * everything. One thread; {@link #wake} is for all.
 */
final class BufferDrain {
    private static final Logger LOG = LoggerFactory.getLogger(BufferDrain.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(20);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_FORCES = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final int MAX_UNDERWAY = 100_000;

    private final Segments segments;
    private final ReadyQueue ready;
    private final DrainReader reader;
    private final Position position;
    private final KnownFiles knownFiles;
    private final LongFunction<List<Known>> known;
    private final Intake next;
    private final Runnable freed;
    private final Deque<Underway> underway = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Underway> failed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asked = new AtomicBoolean();

    private volatile @Nullable Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable String trouble;
    private volatile long acknowledged;
    private long sent;
    private @Nullable Ready held;
    private long positionForcedNanos = System.nanoTime();

    /** A chunk that Kafka's publisher has. */
    private static final class Underway {
        private final Segment segment;
        private final long sequence;
        private final long start;
        private volatile boolean done;

        private Underway(Ready ready) {
            this.segment = ready.segment();
            this.sequence = ready.sequence();
            this.start = ready.start();
        }
    }

    /**
     * @param known the chunks of a segment that a sender may repeat
     * @param freed runs when a file was deleted
     */
    BufferDrain(
            Segments segments,
            ReadyQueue ready,
            DrainReader reader,
            Position position,
            KnownFiles knownFiles,
            LongFunction<List<Known>> known,
            Intake next,
            Runnable freed) {
        this.segments = segments;
        this.ready = ready;
        this.reader = reader;
        this.position = position;
        this.knownFiles = knownFiles;
        this.known = known;
        this.next = next;
        this.freed = freed;
        this.sent = position.acknowledged();
        this.acknowledged = sent;
    }

    void wake() {
        Thread draining = thread;
        if (draining != null) {
            LockSupport.unpark(draining);
        }
    }

    void stop() {
        stopped = true;
        wake();
    }

    /** Why nothing goes on here; null while it does. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Up to which chunk Kafka has all of them. */
    long acknowledged() {
        return acknowledged;
    }

    /** Until it is stopped. */
    void run() {
        thread = Thread.currentThread();
        while (!stopped) {
            try {
                settle();
                if (!sendOne()) {
                    LockSupport.parkNanos(TICK.toNanos());
                }
                trouble = null;
            } catch (IOException e) {
                tell(e);
                LockSupport.parkNanos(AFTER_FAILURE.toNanos());
            }
        }
        end();
    }

    /** Waits a while for what is on its way: it would be sent again. */
    private void end() {
        long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
        try {
            settle();
            while (!underway.isEmpty() && failed.isEmpty() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TICK.toNanos());
                settle();
            }
            position.force();
            reader.close();
        } catch (IOException e) {
            tell(e);
        }
    }

    private void tell(IOException e) {
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(trouble)) {
            LOG.error("The buffer cannot go on, trying again: {}", problem);
        }
        trouble = problem;
    }

    /** @return false: there is nothing to send, or no room for it now */
    private boolean sendOne() throws IOException {
        Underway again = failed.peek();
        if (again != null) {
            return sendAgain(again);
        }
        if (underway.size() >= MAX_UNDERWAY) {
            return false;
        }
        Ready chunk = held == null ? next() : held;
        held = chunk;
        if (chunk == null) {
            return false;
        }
        Optional<CompletableFuture<Void>> taken = offer(chunk);
        if (taken.isEmpty()) {
            return false;
        }
        held = null;
        sent = chunk.sequence();
        Underway sending = new Underway(chunk);
        sending.segment.underway++;
        underway.add(sending);
        follow(sending, taken.get());
        return true;
    }

    /** Null where there is none, for now. */
    private @Nullable Ready next() throws IOException {
        Ready inMemory = ready.poll(sent + 1);
        if (inMemory != null) {
            reader.passOver(inMemory);
            return inMemory;
        }
        Segments.Part part = segments.behind(sent);
        while (part != null) {
            Ready onDisk = reader.next(part, sent);
            if (onDisk != null) {
                return onDisk;
            }
            // The rest of it is damage, which was told.
            sent = part.lastSequence();
            part = segments.behind(sent);
        }
        return null;
    }

    private boolean sendAgain(Underway again) throws IOException {
        LockSupport.parkNanos(AFTER_FAILURE.toNanos());
        Ready chunk = reader.at(again.segment, again.start, again.sequence);
        if (chunk == null) {
            failed.poll();
            again.done = true;
            return true;
        }
        Optional<CompletableFuture<Void>> taken = offer(chunk);
        if (taken.isEmpty()) {
            return false;
        }
        failed.poll();
        follow(again, taken.get());
        return true;
    }

    private Optional<CompletableFuture<Void>> offer(Ready chunk) {
        Optional<CompletableFuture<Void>> taken = next.offer(chunk.chunk());
        if (taken.isEmpty()) {
            // An intake that was closed says that there is room, and takes nothing.
            LockSupport.parkNanos(AFTER_REFUSAL.toNanos());
            if (asked.compareAndSet(false, true)) {
                next.whenRoom(() -> {
                    asked.set(false);
                    wake();
                });
            }
        }
        return taken;
    }

    private void follow(Underway sending, CompletableFuture<Void> safe) {
        var unused = safe.whenComplete((nothing, failure) -> {
            if (failure == null) {
                sending.done = true;
            } else {
                failed.add(sending);
            }
            wake();
        });
    }

    /** Keeps what Kafka has acknowledged, and deletes what it has all of. */
    private void settle() throws IOException {
        long upTo = acknowledged;
        while (!underway.isEmpty() && underway.getFirst().done) {
            Underway settled = underway.removeFirst();
            settled.segment.underway--;
            upTo = settled.sequence;
        }
        if (upTo > acknowledged) {
            keep(upTo);
        }
        Segment done = segments.finishedUpTo(sent);
        while (done != null && done.underway == 0) {
            delete(done);
            done = segments.finishedUpTo(sent);
        }
        if (System.nanoTime() - positionForcedNanos > BETWEEN_FORCES.toNanos()) {
            position.force();
            positionForcedNanos = System.nanoTime();
        }
    }

    private void keep(long upTo) throws IOException {
        acknowledged = upTo;
        position.write(upTo);
    }

    /** The position comes first: it tells a file that was deleted from one that is missing. */
    private void delete(Segment done) throws IOException {
        if (done.lastSequence > acknowledged) {
            keep(done.lastSequence);
        }
        position.force();
        List<Known> chunks = known.apply(done.number);
        if (!chunks.isEmpty()) {
            try {
                knownFiles.write(done.number, chunks, System.currentTimeMillis());
            } catch (IOException e) {
                LOG.warn(
                        "repeated chunks of {} would not be known after a restart: {}",
                        done.fileName(),
                        e.getMessage());
            }
        }
        reader.leave(done);
        if (done.damaged && done.end > FrameFormat.SEGMENT_HEADER_BYTES) {
            Aside.keep(done.file);
        } else {
            Files.deleteIfExists(done.file);
        }
        segments.remove(done);
        freed.run();
    }
}
