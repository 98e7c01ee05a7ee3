package io.throughline.ingest.receive.forward;

/** What the frames of all connections take that are not whole yet or wait for room. Safe for use by several threads. */
final class Buffered {
    private final long maxBytes;
    private long bytes;

    Buffered(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @return false: this is more than all connections may have; it is counted nevertheless */
    synchronized boolean add(long moreBytes) {
        bytes += moreBytes;
        return moreBytes <= 0 || bytes <= maxBytes;
    }

    synchronized long bytes() {
        return bytes;
    }
}
