package io.throughline.ingest.receive.syslog;

import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.peers.Complaints;
import io.throughline.ingest.receive.peers.ConnectionLimits;
import io.throughline.ingest.receive.peers.MemoryBudget;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the handlers of one server have in common. */
final class SyslogShared {
    private static final Logger LOG = LoggerFactory.getLogger(SyslogShared.class);

    private final SyslogConfig config;
    private final Intake intake;
    private final MemoryBudget memory;
    private final InstantSource clock;
    private final ConnectionLimits limits;
    private final SyslogCounts counts = new SyslogCounts();
    private final Complaints complaints = new Complaints(LOG::warn, System::nanoTime);
    private final AtomicLong chunks = new AtomicLong();
    private final String idPrefix;
    private final Set<SyslogConnection> connections = ConcurrentHashMap.newKeySet();

    SyslogShared(SyslogConfig config, Intake intake, MemoryBudget memory, InstantSource clock) {
        this.config = config;
        this.intake = intake;
        this.memory = memory;
        this.clock = clock;
        this.limits = new ConnectionLimits(config.maxConnections(), config.maxConnectionsOfPeer());
        this.idPrefix = "syslog:" + ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()) + ":";
    }

    SyslogConfig config() {
        return config;
    }

    Intake intake() {
        return intake;
    }

    MemoryBudget memory() {
        return memory;
    }

    Complaints complaints() {
        return complaints;
    }

    SyslogCounts counts() {
        return counts;
    }

    SyslogRecords newRecords() {
        return new SyslogRecords(config.zone(), clock);
    }

    /** Plain syslog knows no acknowledgement, so nothing is ever sent again: every chunk is a new one. */
    SyslogBatch newBatch() {
        return new SyslogBatch(() -> idPrefix + chunks.incrementAndGet());
    }

    void loseUnlessSafe(CompletableFuture<Void> safe, Chunk chunk) {
        int messages = chunk.values().size();
        var unused = safe.whenComplete((nothing, failure) -> {
            if (failure != null) {
                counts.lose(messages);
            }
        });
    }

    void lose(Chunk chunk) {
        counts.lose(chunk.values().size());
    }

    /** False: there are too many, and this one is none. */
    boolean enter(SyslogConnection connection, InetAddress peer) {
        if (limits.enter(peer) != null) {
            counts.refuse();
            return false;
        }
        connections.add(connection);
        return true;
    }

    /** Once all that it received was handed on. */
    void leave(SyslogConnection connection, InetAddress peer) {
        if (connections.remove(connection)) {
            limits.leave(peer);
        }
    }

    /** Those that still hold something. */
    Set<SyslogConnection> connections() {
        return connections;
    }
}
