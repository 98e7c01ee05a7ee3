package io.throughline.ingest.receive.forward;

import io.netty.util.concurrent.EventExecutor;
import io.throughline.ingest.publish.Chunk;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one connection hands to the intake, and its turn to wait where there is no room. All on the connection's thread. */
final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    /** Chunks handed in and not safe yet. */
    private static final int MAX_UNSAFE = 1000;

    private static final Duration BETWEEN_REFUSALS = Duration.ofMillis(20);

    private final ForwardReceiver receiver;
    private final EventExecutor thread;
    private final Sender sender;

    private @Nullable Waiting waiting;
    private int unsafe;

    /** The connection's other end. */
    interface Sender {
        /** A chunk is safe. */
        void acknowledge(Frame.ChunkName name);

        /** There may be room again. */
        void goOn();

        /** A chunk could not be kept. */
        void fail(String problem);
    }

    /** @param refused how often the intake had no room for it */
    private record Waiting(Chunk chunk, Frame.@Nullable ChunkName name, int refused) {}

    /** @param thread of the connection */
    Handover(ForwardReceiver receiver, EventExecutor thread, Sender sender) {
        this.receiver = receiver;
        this.thread = thread;
        this.sender = sender;
    }

    /** Whether nothing more may be offered for now; the sender is told when that changes. */
    boolean full() {
        return waiting != null || unsafe >= MAX_UNSAFE;
    }

    /** Whether something that was handed in is not safe yet. */
    boolean awaiting() {
        return unsafe > 0;
    }

    /** Of what waits for room. */
    long waitingBytes() {
        return waiting == null ? 0 : waiting.chunk.bytes();
    }

    /** Forgets what waits for room: it was not acknowledged. */
    void discard() {
        waiting = null;
    }

    /**
     * @param name null: the sender wants no acknowledgement
     * @return false: the intake has no room; it is asked again when it has some
     */
    boolean offer(Chunk chunk, Frame.@Nullable ChunkName name) {
        return offer(new Waiting(chunk, name, 0));
    }

    private boolean offer(Waiting next) {
        if (next.chunk.values().isEmpty()) {
            acknowledge(next.name);
            return true;
        }
        Optional<CompletableFuture<Void>> taken = receiver.intake().offer(next.chunk);
        if (taken.isEmpty()) {
            waiting = new Waiting(next.chunk, next.name, next.refused + 1);
            whenRoom(next.refused);
            return false;
        }
        unsafe++;
        receiver.handedIn();
        var unused = taken.get().whenComplete((nothing, failure) -> {
            onThread(() -> settled(next.name, failure));
            receiver.settled();
        });
        return true;
    }

    /** Others may be faster, and an intake that was closed says that there is room and takes nothing: so not at once every time. */
    private void whenRoom(int refused) {
        Runnable ask = () -> receiver.intake().whenRoom(() -> onThread(this::offerAgain));
        if (refused == 0) {
            ask.run();
        } else {
            var unused = thread.schedule(ask, BETWEEN_REFUSALS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void offerAgain() {
        Waiting next = waiting;
        if (next == null) {
            return;
        }
        waiting = null;
        if (offer(next)) {
            sender.goOn();
        }
    }

    private void settled(Frame.@Nullable ChunkName name, @Nullable Throwable failure) {
        unsafe--;
        if (failure != null) {
            // The sender may not believe that it is safe: it hears nothing, and sends it again over another connection.
            sender.fail("what it sent could not be kept: " + failure.getMessage());
            return;
        }
        acknowledge(name);
        sender.goOn();
    }

    private void acknowledge(Frame.@Nullable ChunkName name) {
        if (name != null) {
            sender.acknowledge(name);
        }
    }

    /** From the intake's threads, which must not be held up or disturbed; never at once, so that nothing goes round in itself. */
    private void onThread(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("a connection ended with its receiver", e);
        }
    }
}
