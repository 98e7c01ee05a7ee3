package io.throughline.ingest.receive.peers;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Log lines that strangers cause: so many in a while, and then only how many more there were. */
public final class Complaints {
    private static final long WHILE_NANOS = 10_000_000_000L;
    private static final int LINES = 20;
    private static final int MAX_CHARS = 400;

    private final Consumer<String> log;
    private final LongSupplier nanos;
    private long begun;
    private int lines;
    private long untold;

    /** @param nanos as {@code System.nanoTime} */
    public Complaints(Consumer<String> log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    public synchronized void tell(String peer, String problem) {
        long now = nanos.getAsLong();
        if (now - begun >= WHILE_NANOS) {
            flush();
            begun = now;
            lines = 0;
        }
        if (lines < LINES) {
            lines++;
            log.accept(Names.clean(peer + ": " + problem, MAX_CHARS));
        } else {
            untold++;
        }
    }

    /** Tells how many were not told. */
    public synchronized void flush() {
        if (untold > 0) {
            log.accept(untold + " more problems with senders in " + WHILE_NANOS / 1_000_000_000 + " seconds");
            untold = 0;
        }
    }
}
