package io.throughline.ingest.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what many senders wait for, and forces the disk once for all of them. Where the disk refuses, what is not safe is written again,
 * to another file, until the disk takes it: after a force that failed nobody can say what of the file is on the disk, and a second force
 * that succeeds says nothing of what the first one lost. One thread.
 */
final class BufferWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BufferWriter.class);
    private static final long TICK_MILLIS = 50;

    /** So much is forced at once even before its time: what waits is in memory. */
    private static final long ENOUGH_BYTES = 8L << 20;

    private final Path folder;
    private final BufferConfig config;
    private final Disk disk;
    private final Segments segments;
    private final BlockingQueue<Taken> queue;
    private final Listener listener;
    private final Duration pause;
    private final SecureRandom random = new SecureRandom();

    private @Nullable FrameWriter frames;
    private Disk.@Nullable Output output;
    private @Nullable Segment active;
    private long nextNumber;
    private long nextSequence;
    private long written;
    private long forcedNanos;
    private volatile long forces;
    private volatile boolean stopped;

    /** Told of what becomes of the chunks. */
    interface Listener {
        /** All of them are on the disk, in their order. */
        void safe(Segment segment, List<Written> frames);

        /** The disk refuses; what was taken is tried again. */
        void refusing(String reason);

        /** The disk takes what it refused. */
        void working();
    }

    /**
     * A chunk in a segment.
     *
     * @param start where its frame is
     * @param end behind its frame
     */
    record Written(Taken taken, long sequence, long start, long end) {}

    /** @param pause after the disk refused something */
    BufferWriter(
            Path folder,
            BufferConfig config,
            Disk disk,
            Segments segments,
            BlockingQueue<Taken> queue,
            long nextNumber,
            Listener listener,
            Duration pause) {
        this.folder = folder;
        this.config = config;
        this.disk = disk;
        this.segments = segments;
        this.queue = queue;
        this.nextNumber = nextNumber;
        this.nextSequence = segments.lastSequence() + 1;
        this.listener = listener;
        this.pause = pause;
        this.forcedNanos = System.nanoTime() - config.sync().toNanos();
    }

    /** Writes what is in the queue still, and no more. */
    void stop() {
        stopped = true;
    }

    /** How often the disk was forced. */
    long forces() {
        return forces;
    }

    /** Until it is stopped. */
    void run() throws InterruptedException {
        while (true) {
            boolean last = stopped;
            Taken first = queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                commit(first);
            } else if (last) {
                break;
            }
        }
        finish();
    }

    private void commit(Taken first) throws InterruptedException {
        List<Taken> unsafe = new ArrayList<>();
        unsafe.add(first);
        boolean refused = false;
        while (!unsafe.isEmpty()) {
            try {
                write(unsafe);
            } catch (IOException e) {
                refused = true;
                giveUp();
                listener.refusing(String.valueOf(e.getMessage()));
                if (stopped) {
                    return;
                }
                Thread.sleep(pause.toMillis());
            }
        }
        if (refused) {
            listener.working();
        }
    }

    /** Takes from the list what is safe, and adds to it what comes meanwhile. */
    private void write(List<Taken> unsafe) throws IOException, InterruptedException {
        List<Written> inFile = new ArrayList<>();
        long untilNanos = forcedNanos + config.sync().toNanos();
        long bytes = 0;
        while (true) {
            if (inFile.size() == unsafe.size()) {
                Taken more = bytes < ENOUGH_BYTES ? next(untilNanos) : null;
                if (more == null) {
                    break;
                }
                unsafe.add(more);
            }
            Taken taken = unsafe.get(inFile.size());
            Segment segment = active == null ? open() : active;
            FrameWriter writer = writer();
            long start = written;
            writer.frame(segment.marker, nextSequence, taken);
            written += taken.frameBytes();
            bytes += taken.frameBytes();
            inFile.add(new Written(taken, nextSequence++, start, written));
            if (written >= config.segmentBytes()) {
                force(segment, inFile, unsafe);
                inFile = new ArrayList<>();
                finish();
            }
        }
        if (active != null && !inFile.isEmpty()) {
            force(active, inFile, unsafe);
        }
    }

    /** What comes within the time; null: nothing more. */
    private @Nullable Taken next(long untilNanos) throws InterruptedException {
        Taken next = queue.poll();
        long nanos = untilNanos - System.nanoTime();
        return next != null || nanos <= 0 ? next : queue.poll(nanos, TimeUnit.NANOSECONDS);
    }

    private void force(Segment segment, List<Written> inFile, List<Taken> unsafe) throws IOException {
        writer().flush();
        output().force();
        forcedNanos = System.nanoTime();
        countForce();
        segments.grow(segment, written, nextSequence - 1);
        unsafe.subList(0, inFile.size()).clear();
        listener.safe(segment, inFile);
    }

    private void countForce() {
        long before = forces;
        forces = before + 1;
    }

    private Segment open() throws IOException {
        Segment.Name name = new Segment.Name(nextNumber, random.nextLong());
        Path file = name.in(folder);
        output = disk.create(file);
        Segment segment = new Segment(file, name, nextSequence);
        nextNumber++;
        written = FrameFormat.SEGMENT_HEADER_BYTES;
        segment.end = written;
        segments.add(segment);
        active = segment;
        if (frames == null) {
            frames = new FrameWriter(output);
        }
        frames.output(output);
        frames.segmentHeader(name.number(), name.marker(), nextSequence);
        // Else the frames may be safe, and the file have no name after a loss of power.
        disk.forceFolder(folder);
        return segment;
    }

    /** No more is written to the file. */
    private void finish() {
        Segment segment = active;
        if (segment == null) {
            return;
        }
        active = null;
        closeOutput();
        if (segment.lastSequence < segment.firstSequence) {
            segments.remove(segment);
            delete(segment);
        } else {
            segments.finish(segment);
        }
    }

    /** Cuts off what is not safe. Where that fails too, reading takes it for what it is: it has the numbers of what comes next. */
    private void giveUp() {
        Segment segment = active;
        if (segment != null && output != null) {
            nextSequence = segment.lastSequence + 1;
            try {
                output.truncate(segment.end);
            } catch (IOException e) {
                LOG.warn("{} could not be cut to what is safe: {}", segment.fileName(), e.getMessage());
            }
        }
        finish();
    }

    private void closeOutput() {
        try {
            if (output != null) {
                output.close();
            }
        } catch (IOException e) {
            // All that anyone was told is safe was forced before.
            LOG.warn("a segment of the buffer could not be closed: {}", e.getMessage());
        }
        output = null;
    }

    private static void delete(Segment segment) {
        try {
            Files.deleteIfExists(segment.file);
        } catch (IOException e) {
            LOG.warn("{} is empty and could not be deleted: {}", segment.fileName(), e.getMessage());
        }
    }

    private FrameWriter writer() {
        if (frames == null) {
            throw new IllegalStateException("no segment");
        }
        return frames;
    }

    private Disk.Output output() {
        if (output == null) {
            throw new IllegalStateException("no segment");
        }
        return output;
    }
}
