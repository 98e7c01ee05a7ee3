package io.throughline.ingest.receive.forward;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells when a connection takes too long. Time in which this side does not read is nobody's fault. */
final class Watch {
    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final ForwardConfig.Limits limits;
    private final LongSupplier nanos;
    private final long connected;
    private boolean opened;
    private boolean paused;
    private boolean unread;
    private boolean withinFrame;
    private long lastRead;
    private long frameBegun;
    private long unreadSince;

    /** @param nanos as {@code System.nanoTime} */
    Watch(ForwardConfig.Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.connected = nanos.getAsLong();
        this.lastRead = connected;
    }

    /** How often {@link #late} wants to be asked. */
    Duration every() {
        Duration shortest =
                min(limits.handshake(), min(limits.frame(), limits.idle())).dividedBy(4);
        return min(LONGEST, shortest.compareTo(SHORTEST) < 0 ? SHORTEST : shortest);
    }

    /** The sender may send frames. */
    void opened() {
        opened = true;
        lastRead = nanos.getAsLong();
    }

    /** Bytes came. */
    void read() {
        lastRead = nanos.getAsLong();
    }

    /** A part of a frame is there or not. */
    void frame(boolean begun) {
        if (begun && !withinFrame) {
            frameBegun = nanos.getAsLong();
        }
        withinFrame = begun;
    }

    /** This side reads no more for now, or reads again. */
    void paused(boolean now) {
        if (paused == now) {
            return;
        }
        paused = now;
        lastRead = nanos.getAsLong();
        frameBegun = lastRead;
    }

    /** The sender does not read its answers, or reads them again. */
    void unread(boolean now) {
        unread = now;
        unreadSince = nanos.getAsLong();
    }

    /**
     * Why the connection has to end; null: it has not.
     *
     * @param awaiting whether the sender waits for an acknowledgement
     */
    @Nullable
    String late(boolean awaiting) {
        long now = nanos.getAsLong();
        if (!opened) {
            return now - connected > limits.handshake().toNanos() ? "no handshake within " + limits.handshake() : null;
        }
        if (unread && now - unreadSince > limits.frame().toNanos()) {
            return "read no answers for " + limits.frame();
        }
        if (paused) {
            return null;
        }
        if (withinFrame && now - frameBegun > limits.frame().toNanos()) {
            return "a frame took longer than " + limits.frame();
        }
        return !awaiting && now - lastRead > limits.idle().toNanos() ? "sent nothing for " + limits.idle() : null;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
