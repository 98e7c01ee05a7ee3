package io.throughline.ingest.receive.peers;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory that what senders send may take together while it is received: from the first byte of a frame, a body or a line until the
 * intake has its records. One address may have three quarters of it, so that the rest remains for all others whatever one of them
 * does. Safe for use by several threads.
 */
public final class MemoryBudget {
    /** Of all receivers of a process, where nothing else is said. */
    public static final long DEFAULT_BYTES = 40L << 20;

    private final long maxBytes;
    private final long maxBytesOfPeer;
    private final Map<String, Long> ofPeers = new HashMap<>();
    private long used;

    public MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
        this.maxBytesOfPeer = maxBytes - maxBytes / 4;
    }

    /**
     * For one connection or request.
     *
     * @param peer its address
     */
    public Account open(String peer) {
        return new Account(peer);
    }

    /** Of all accounts. */
    public synchronized long usedBytes() {
        return used;
    }

    private synchronized boolean take(String peer, long bytes) {
        long ofPeer = ofPeers.getOrDefault(peer, 0L);
        if (bytes > maxBytes - used || bytes > maxBytesOfPeer - ofPeer) {
            return false;
        }
        add(peer, bytes);
        return true;
    }

    private synchronized void add(String peer, long bytes) {
        used += bytes;
        ofPeers.merge(peer, bytes, (before, more) -> before + more == 0 ? null : before + more);
    }

    /** What one connection or request has taken; for one thread at a time. */
    public final class Account implements AutoCloseable {
        private final String peer;
        private long taken;

        private Account(String peer) {
            this.peer = peer;
        }

        /** False, and nothing is taken, where there is not so much left: now, or ever, see {@link #fits}. */
        public boolean take(long bytes) {
            if (!MemoryBudget.this.take(peer, bytes)) {
                return false;
            }
            taken += bytes;
            return true;
        }

        /** Whether so much more could be taken if nobody else had anything. */
        public boolean fits(long bytes) {
            return bytes <= maxBytesOfPeer - taken;
        }

        /** So much is kept of what was taken, and what is kept without having been taken counts nevertheless. */
        public void keep(long bytes) {
            if (bytes != taken) {
                add(peer, bytes - taken);
                taken = bytes;
            }
        }

        public void give(long bytes) {
            keep(taken - bytes);
        }

        public long taken() {
            return taken;
        }

        @Override
        public void close() {
            keep(0);
        }
    }
}
