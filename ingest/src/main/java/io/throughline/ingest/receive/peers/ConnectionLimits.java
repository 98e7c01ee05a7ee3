package io.throughline.ingest.receive.peers;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many connections there are, in total and of each peer. Safe for use by several threads. */
public final class ConnectionLimits {
    private final int max;
    private final int maxOfPeer;
    private final Map<InetAddress, Integer> ofPeers = new HashMap<>();
    private int all;

    public ConnectionLimits(int max, int maxOfPeer) {
        this.max = max;
        this.maxOfPeer = maxOfPeer;
    }

    /** Counts a connection in; or says why it may not come in, and then it must not {@link #leave}. */
    public synchronized @Nullable String enter(InetAddress peer) {
        if (all >= max) {
            return "there are " + all + " connections already";
        }
        int ofPeer = ofPeers.getOrDefault(peer, 0);
        if (ofPeer >= maxOfPeer) {
            return "this address has " + ofPeer + " connections already";
        }
        all++;
        ofPeers.put(peer, ofPeer + 1);
        return null;
    }

    public synchronized void leave(InetAddress peer) {
        all--;
        ofPeers.computeIfPresent(peer, (address, count) -> count == 1 ? null : count - 1);
    }

    public synchronized int all() {
        return all;
    }
}
