package io.throughline.ingest.buffer;

import io.throughline.ingest.buffer.BufferWriter.Written;
import io.throughline.ingest.buffer.KnownChunks.Known;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between the receivers and Kafka's publisher: a chunk is safe when the disk has it for good, and goes on to Kafka in its turn, after a
 * restart too. When the buffer is full, or its disk refuses, nothing more is taken, and the senders wait as they do for Kafka.
 */
public final class DiskBuffer implements Intake, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskBuffer.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(500);

    private final BufferConfig config;
    private final Path folder;
    private final long memoryBytes;
    private final FolderLock folderLock;
    private final Position position;
    private final Damages damages;
    private final Segments segments;
    private final ReadyQueue ready;
    private final LinkedBlockingQueue<Taken> queue = new LinkedBlockingQueue<>();
    private final BufferWriter writer;
    private final BufferDrain drain;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread writing;
    private final Thread draining;

    private final Object lock = new Object();
    // Below: under the lock.
    private final KnownChunks known = new KnownChunks();
    private final Set<Taken> unsafe = new HashSet<>();
    private final List<Runnable> wantRoom = new ArrayList<>();
    private long queuedBytes;
    private long refused;
    private long repeated;
    private boolean closed;
    private @Nullable String refusing;

    /**
     * Reads what is there, and begins to send it.
     *
     * @param memoryBytes of chunks that wait for the disk, and as many more that wait for Kafka behind it
     * @param next gets every chunk; to be closed after this
     * @throws CannotBufferException the folder is in use, or cannot be read or written
     */
    public static DiskBuffer open(BufferConfig config, Path folder, long memoryBytes, Intake next) {
        return open(config, folder, memoryBytes, next, Disk.REAL, AFTER_REFUSAL);
    }

    static DiskBuffer open(
            BufferConfig config, Path folder, long memoryBytes, Intake next, Disk disk, Duration afterRefusal) {
        FolderLock folderLock = FolderLock.take(folder);
        try {
            return new DiskBuffer(config, folder, memoryBytes, next, disk, afterRefusal, folderLock);
        } catch (IOException e) {
            letGo(folderLock);
            throw new CannotBufferException("the buffer's folder " + folder + " cannot be used: " + e, e);
        } catch (CannotBufferException e) {
            letGo(folderLock);
            throw e;
        }
    }

    private DiskBuffer(
            BufferConfig config,
            Path folder,
            long memoryBytes,
            Intake next,
            Disk disk,
            Duration afterRefusal,
            FolderLock folderLock)
            throws IOException {
        this.config = config;
        this.folder = folder;
        this.memoryBytes = memoryBytes;
        this.folderLock = folderLock;
        this.damages = new Damages();
        this.position = new Position(folder);
        if (position.unreadable()) {
            damages.add(new Damage(Position.FILE, 0, 0, 0, "it cannot be read, and all that is here is sent again"));
        }
        KnownFiles knownFiles = new KnownFiles(folder);
        Recovery found = Recovery.of(folder, position, knownFiles, damages);
        found.known(System.currentTimeMillis()).forEach(known::add);
        this.segments = new Segments(found.segments(), found.lastSequence());
        this.ready = new ReadyQueue(memoryBytes);
        this.writer =
                new BufferWriter(folder, config, disk, segments, queue, found.nextNumber(), new Safe(), afterRefusal);
        this.drain = new BufferDrain(
                segments, ready, new DrainReader(damages), position, knownFiles, this::knownOf, next, this::roomMayBe);
        LOG.info("{} has {} chunks in {} files for Kafka", folder, found.chunks(), segments.count());
        this.draining = Thread.ofPlatform().name("buffer-drain").daemon().start(() -> {
            try {
                drain.run();
            } catch (RuntimeException e) {
                died("Nothing more is sent from the buffer", e);
            }
        });
        this.writing = Thread.ofPlatform().name("buffer-writer").daemon().start(this::write);
    }

    @Override
    public Optional<CompletableFuture<Void>> offer(Chunk chunk) {
        Taken taken = Taken.of(chunk, System.currentTimeMillis());
        synchronized (lock) {
            Known before = known.get(taken.key(), taken.bytes());
            if (before != null && !closed) {
                repeated++;
                return Optional.of(before.safe);
            }
            if (closed || !hasRoom()) {
                refused++;
                return Optional.empty();
            }
            known.add(new Known(taken.key(), taken.bytes(), taken.takenMillis(), Known.NOWHERE, taken.safe()));
            queuedBytes += taken.frameBytes();
            unsafe.add(taken);
            queue.add(taken);
        }
        return Optional.of(taken.safe());
    }

    @Override
    public void whenRoom(Runnable goOn) {
        synchronized (lock) {
            if (!closed && !hasRoom()) {
                wantRoom.add(goOn);
                return;
            }
        }
        goOn.run();
    }

    /** How it does now. */
    public BufferStatus status() {
        String problem = drain.trouble();
        synchronized (lock) {
            if (refusing != null) {
                problem = refusing;
            }
            if (ended.isCompletedExceptionally()) {
                problem = "it has ended: " + ended.exceptionNow().getMessage();
            }
            return new BufferStatus(
                    problem,
                    segments.bytes(),
                    config.maxBytes(),
                    segments.lastSequence() - drain.acknowledged(),
                    segments.count(),
                    writer.forces(),
                    refused,
                    repeated,
                    damages.places(),
                    damages.chunks());
        }
    }

    /** Completes after {@link #close}; fails when a thread of the buffer dies, which is a bug. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Has the disk take what was taken; what it does not take fails, for its sender to send again. What is on disk waits there. */
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            closed = true;
        }
        writer.stop();
        drain.stop();
        try {
            writing.join(STOP_WITHIN.toMillis());
            draining.join(STOP_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failAll();
        position.close();
        folderLock.close();
        ended.complete(null);
    }

    private void write() {
        try {
            writer.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            died("The buffer's writer was interrupted", e);
        } catch (RuntimeException e) {
            died("Nothing more is taken into the buffer", e);
        }
    }

    private void died(String what, Exception cause) {
        LOG.error(what, cause);
        ended.completeExceptionally(cause);
        synchronized (lock) {
            closed = true;
        }
        failAll();
    }

    /** What nobody will write any more. */
    private void failAll() {
        List<Runnable> goOn;
        List<Taken> left;
        synchronized (lock) {
            goOn = List.copyOf(wantRoom);
            wantRoom.clear();
            queue.clear();
            left = List.copyOf(unsafe);
            unsafe.clear();
        }
        left.forEach(taken -> taken.safe().completeExceptionally(new CancellationException("closed")));
        goOn.forEach(Runnable::run);
    }

    /** Only under the lock. */
    private boolean hasRoom() {
        return refusing == null
                && queuedBytes < memoryBytes
                && queuedBytes + segments.bytes() < config.maxBytes()
                && !ended.isDone();
    }

    private void roomMayBe() {
        List<Runnable> goOn;
        synchronized (lock) {
            if (wantRoom.isEmpty() || !hasRoom()) {
                return;
            }
            goOn = List.copyOf(wantRoom);
            wantRoom.clear();
        }
        goOn.forEach(Runnable::run);
    }

    private List<Known> knownOf(long segment) {
        synchronized (lock) {
            return known.of(segment);
        }
    }

    private static void letGo(FolderLock folderLock) {
        try {
            folderLock.close();
        } catch (IOException e) {
            LOG.warn("the lock of the buffer's folder could not be let go: {}", e.getMessage());
        }
    }

    /** What the writer says. */
    private final class Safe implements BufferWriter.Listener {
        @Override
        public void safe(Segment segment, List<Written> frames) {
            synchronized (lock) {
                for (Written frame : frames) {
                    queuedBytes -= frame.taken().frameBytes();
                    unsafe.remove(frame.taken());
                    known.setSegment(frame.taken().key(), segment.number);
                }
            }
            for (Written frame : frames) {
                Chunk chunk = frame.taken().chunk();
                ready.add(new Ready(chunk, segment, frame.sequence(), frame.start(), frame.end()));
            }
            drain.wake();
            for (Written frame : frames) {
                frame.taken().safe().complete(null);
            }
            roomMayBe();
        }

        @Override
        public void refusing(String reason) {
            String problem = "the disk of " + folder + " refuses, senders wait: " + reason;
            synchronized (lock) {
                if (problem.equals(refusing)) {
                    return;
                }
                refusing = problem;
            }
            LOG.error("{}", problem);
        }

        @Override
        public void working() {
            synchronized (lock) {
                refusing = null;
            }
            LOG.warn("the disk of {} takes chunks again", folder);
            roomMayBe();
        }
    }
}
