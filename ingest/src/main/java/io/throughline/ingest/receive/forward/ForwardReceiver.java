package io.throughline.ingest.receive.forward;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.peers.Complaints;
import io.throughline.ingest.receive.peers.ConnectionLimits;
import io.throughline.ingest.receive.peers.MemoryBudget;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the connections of one server share. */
final class ForwardReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardReceiver.class);

    private final ForwardConfig config;
    private final Intake intake;
    private final ConnectionLimits connections;
    private final MemoryBudget memory;
    private final Chunks chunks = new Chunks(Instant.now());
    private final Complaints complaints = new Complaints(LOG::warn, System::nanoTime);
    private final Map<EventLoop, FrameReader> readers = new ConcurrentHashMap<>();
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicLong unsafe = new AtomicLong();
    private volatile boolean stopping;

    ForwardReceiver(ForwardConfig config, Intake intake, MemoryBudget memory) {
        this.config = config;
        this.intake = intake;
        this.connections = new ConnectionLimits(
                config.limits().connections(), config.limits().connectionsPerPeer());
        this.memory = memory;
    }

    ForwardConfig config() {
        return config;
    }

    Intake intake() {
        return intake;
    }

    ConnectionLimits connections() {
        return connections;
    }

    MemoryBudget memory() {
        return memory;
    }

    Chunks chunks() {
        return chunks;
    }

    Complaints complaints() {
        return complaints;
    }

    /** Its buffers are used again and again, so there is one per thread. */
    FrameReader reader(EventLoop loop) {
        return readers.computeIfAbsent(loop, ofLoop -> new FrameReader(config.limits()));
    }

    void opened(Channel channel) {
        channels.add(channel);
    }

    ChannelGroup channels() {
        return channels;
    }

    void handedIn() {
        unsafe.incrementAndGet();
    }

    void settled() {
        unsafe.decrementAndGet();
    }

    /** Chunks that the intake has and that are not safe. */
    long unsafe() {
        return unsafe.get();
    }

    /** From now on nothing more is read. */
    void stop() {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }
}
