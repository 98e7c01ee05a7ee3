package io.throughline.ingest.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chunks of many senders on their way into Kafka, for as long as it takes. What was taken and is not safe yet is kept in memory, up
 * to a limit; beyond it nothing more is taken, and the senders wait. When a publisher is lost, all chunks that are not safe are sent
 * again by the next one: their records have the same identity then.
 */
public final class ChunkPublisher implements Intake, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkPublisher.class);
    private static final Duration BEFORE_ANOTHER_PUBLISHER = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final long TICK_MILLIS = 50;

    private final PublishConfig config;
    private final long maxBytes;
    private final LinkedBlockingDeque<Underway> waiting = new LinkedBlockingDeque<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;

    private final Object lock = new Object();
    // Below: under the lock.
    private final Set<Underway> unsafe = new LinkedHashSet<>();
    private final List<Runnable> wantRoom = new ArrayList<>();
    private long bytes;

    private record Underway(Chunk chunk, CompletableFuture<Void> safe) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** @param maxBytes of chunks that are not safe yet: when there are as many, no further chunk is taken */
    public ChunkPublisher(PublishConfig config, long maxBytes) {
        this.config = config;
        this.maxBytes = maxBytes;
        this.thread = Thread.ofPlatform().name("chunk-publisher").daemon().start(this::run);
    }

    @Override
    public Optional<CompletableFuture<Void>> offer(Chunk chunk) {
        Underway underway = new Underway(chunk, new CompletableFuture<>());
        synchronized (lock) {
            if (closed || bytes >= maxBytes) {
                return Optional.empty();
            }
            bytes += chunk.bytes();
            unsafe.add(underway);
            waiting.add(underway);
        }
        return Optional.of(underway.safe);
    }

    @Override
    public void whenRoom(Runnable goOn) {
        synchronized (lock) {
            if (bytes >= maxBytes && !closed) {
                wantRoom.add(goOn);
                return;
            }
        }
        goOn.run();
    }

    /** Bytes taken that are not safe in Kafka yet. */
    public long unsafeBytes() {
        synchronized (lock) {
            return bytes;
        }
    }

    /** Completes after {@link #close}; fails when Kafka refuses this sender, with a {@link PublishException} that says why. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Waits a while for what was taken; what is not safe by then fails, for its sender to send again. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(STOP_WITHIN.plusSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed && !Topics.create(config)) {
                LOG.warn("no Kafka at {} yet, waiting for it", config.bootstrap());
                Thread.sleep(BEFORE_ANOTHER_PUBLISHER.toMillis());
            }
            while (!session()) {
                Thread.sleep(BEFORE_ANOTHER_PUBLISHER.toMillis());
            }
            ended.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.completeExceptionally(e);
        } catch (RuntimeException e) {
            LOG.error("Nothing more is sent to Kafka", e);
            ended.completeExceptionally(e);
        } finally {
            closed = true;
            letGo();
        }
    }

    /** @return false: the publisher was lost, another one has to go on */
    private boolean session() throws InterruptedException {
        try (KafkaPublisher publisher = new KafkaPublisher(config)) {
            while (publisher.lost() == null && !(closed && waiting.isEmpty())) {
                Underway next = waiting.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null && !send(next, publisher) && closed) {
                    return true; // every further try would wait as long
                }
                publisher.tick();
            }
            if (publisher.lost() == null && publisher.flush(STOP_WITHIN)) {
                return true;
            }
            if (closed) {
                return true;
            }
            LOG.warn("chunks that are not safe yet are sent again, after {}", publisher.lost());
        }
        synchronized (lock) {
            waiting.clear();
            waiting.addAll(unsafe);
        }
        return false;
    }

    /** @return false: not all of it was taken, because the publisher is lost or this is closed */
    private boolean send(Underway underway, KafkaPublisher publisher) {
        Chunk chunk = underway.chunk;
        int count = chunk.values().size();
        if (count == 0) {
            safe(underway);
            return true;
        }
        KafkaSourcePublisher records = publisher.chunk(chunk, acknowledged -> {
            if (acknowledged == count) {
                safe(underway);
            }
        });
        for (int number = 0; number < count; number++) {
            byte[] value = chunk.values().get(number);
            while (!records.send(number, value, value.length, number + 1L)) {
                publisher.tick();
                if (publisher.lost() != null || closed) {
                    return false;
                }
            }
        }
        return true;
    }

    private void safe(Underway underway) {
        List<Runnable> goOn = List.of();
        synchronized (lock) {
            if (!unsafe.remove(underway)) {
                return;
            }
            bytes -= underway.chunk.bytes();
            if (bytes < maxBytes && !wantRoom.isEmpty()) {
                goOn = List.copyOf(wantRoom);
                wantRoom.clear();
            }
        }
        underway.safe.complete(null);
        goOn.forEach(Runnable::run);
    }

    private void letGo() {
        List<Underway> left;
        List<Runnable> goOn;
        synchronized (lock) {
            left = List.copyOf(unsafe);
            goOn = List.copyOf(wantRoom);
            unsafe.clear();
            wantRoom.clear();
            bytes = 0;
        }
        left.forEach(underway -> underway.safe.completeExceptionally(new CancellationException("closed")));
        goOn.forEach(Runnable::run);
    }
}
