package io.throughline.ingest.receive.forward;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all connections together take. */
final class Peers {
    private final ForwardConfig.Limits limits;
    private final Map<InetAddress, Integer> connections = new HashMap<>();
    private int total;
    private long bufferedBytes;

    Peers(ForwardConfig.Limits limits) {
        this.limits = limits;
    }

    /** Counts a connection in; or says why it may not come in, and then it must not {@link #leave}. */
    synchronized @Nullable String enter(InetAddress peer) {
        if (total >= limits.connections()) {
            return "there are " + total + " connections already";
        }
        int ofPeer = connections.getOrDefault(peer, 0);
        if (ofPeer >= limits.connectionsPerPeer()) {
            return "this address has " + ofPeer + " connections already";
        }
        total++;
        connections.put(peer, ofPeer + 1);
        return null;
    }

    synchronized void leave(InetAddress peer) {
        total--;
        connections.computeIfPresent(peer, (address, count) -> count == 1 ? null : count - 1);
    }

    synchronized int total() {
        return total;
    }

    /** @return false: this is more than all connections may have; it is counted nevertheless */
    synchronized boolean buffer(long moreBytes) {
        bufferedBytes += moreBytes;
        return moreBytes <= 0 || bufferedBytes <= limits.bufferBytes();
    }

    synchronized long bufferedBytes() {
        return bufferedBytes;
    }
}
