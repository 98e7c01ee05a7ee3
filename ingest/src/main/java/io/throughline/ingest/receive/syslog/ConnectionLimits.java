package io.throughline.ingest.receive.syslog;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How many connections there are, in total and of each peer. Safe for use by several threads. */
final class ConnectionLimits {
    private final int max;
    private final int maxOfPeer;
    private final Map<InetAddress, Integer> ofPeers = new HashMap<>();
    private int all;

    ConnectionLimits(int max, int maxOfPeer) {
        this.max = max;
        this.maxOfPeer = maxOfPeer;
    }

    /** False: there are too many, and nothing is to be left. */
    synchronized boolean enter(InetAddress peer) {
        int ofPeer = ofPeers.getOrDefault(peer, 0);
        if (all >= max || ofPeer >= maxOfPeer) {
            return false;
        }
        all++;
        ofPeers.put(peer, ofPeer + 1);
        return true;
    }

    synchronized void leave(InetAddress peer) {
        all--;
        ofPeers.computeIfPresent(peer, (address, count) -> count == 1 ? null : count - 1);
    }

    synchronized int all() {
        return all;
    }
}
