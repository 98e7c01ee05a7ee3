package io.throughline.ingest.ship;

import io.throughline.ingest.publish.KafkaPublisher;
import io.throughline.ingest.publish.MaskingPublishers;
import io.throughline.ingest.publish.PublishConfig;
import io.throughline.ingest.publish.PublishException;
import io.throughline.ingest.publish.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows files into Kafka: one thread that looks for files, reads them in the order of their records' time, sends, and notes on
 * disk what Kafka has acknowledged. At least once: after a crash it sends some records again, under the same source and offset.
 */
public final class Shipper {
    private static final Logger LOG = LoggerFactory.getLogger(Shipper.class);
    private static final int RECORDS_PER_ROUND = 4096;
    private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SHORTEST_POLL_NANOS = Duration.ofMillis(5).toNanos();
    private static final int SHARE_OF_LOOKING = 10;
    private static final long LONGEST_WAIT_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration BEFORE_ANOTHER_PUBLISHER = Duration.ofSeconds(1);

    private final ShipConfig config;
    private final PublishConfig publishConfig;
    private final ShipRequest request;
    private final Consumer<ShipProgress> listener;
    private final MaskingPublishers masks;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long scannedNanos = System.nanoTime();
    private long polledNanos = scannedNanos - SHORTEST_POLL_NANOS;
    private long savedNanos = scannedNanos;
    private long progressNanos = scannedNanos;
    private long waitNanos = SHORTEST_POLL_NANOS;
    private long scanTookNanos;
    private long pollTookNanos;
    private boolean foldersChanged;
    private long recordsBefore;
    private long bytesBefore;
    private long rejectedBefore;

    /** @param listener told about once a second, on the shipper's thread */
    public Shipper(
            ShipConfig config, PublishConfig publishConfig, ShipRequest request, Consumer<ShipProgress> listener) {
        this.config = config;
        this.masks = new MaskingPublishers(config.mask());
        this.publishConfig = publishConfig;
        this.request = request;
        this.listener = listener;
    }

    /**
     * Ships until it is stopped or, where asked to run once, all is read and acknowledged.
     *
     * @return how far it got
     * @throws IOException the registry cannot be used or, where asked to run once, no file is there
     * @throws PublishException Kafka refuses this sender
     */
    public ShipProgress run() throws IOException, InterruptedException {
        try (Registry registry = Registry.open(config.registry());
                FolderWatch watch = new FolderWatch();
                FollowedFiles files = new FollowedFiles(config, request, registry)) {
            files.scan();
            watch.folders(files.folders());
            if (request.once() && files.isEmpty()) {
                throw new IOException("no file is at " + String.join(" ", request.patterns()));
            }
            awaitTopics();
            ShipProgress progress = null;
            while (progress == null) {
                progress = session(files, watch);
            }
            return progress;
        }
    }

    /** Makes {@link #run} send what is ready, note the offsets and return; to be called from any thread. */
    public void stop() {
        stopped.countDown();
    }

    private void awaitTopics() throws InterruptedException {
        boolean spoken = false;
        while (!isStopped() && !Topics.create(publishConfig)) {
            if (!spoken) {
                LOG.warn("no Kafka at {} yet, waiting for it", publishConfig.bootstrap());
                spoken = true;
            }
            pause(BEFORE_ANOTHER_PUBLISHER.toNanos());
        }
    }

    /** @return how far it got, or null where the publisher was lost and another one is to go on */
    private @Nullable ShipProgress session(FollowedFiles files, FolderWatch watch)
            throws IOException, InterruptedException {
        try (KafkaPublisher publisher = new KafkaPublisher(publishConfig)) {
            files.sendBy(masks.before(publisher::source)::source);
            boolean goOn = true;
            while (goOn && publisher.lost() == null) {
                goOn = round(files, watch, publisher);
            }
            if (publisher.lost() == null) {
                publisher.flush(config.stopWithin());
            }
            files.save();
            ShipProgress progress = progress(files, publisher);
            listener.accept(progress);
            if (publisher.lost() == null || isStopped()) {
                return progress;
            }
            LOG.warn("sending goes on from the last acknowledged records, after {}", publisher.lost());
            recordsBefore = progress.records();
            bytesBefore = progress.bytes();
            rejectedBefore = progress.rejected();
        }
        pause(BEFORE_ANOTHER_PUBLISHER.toNanos());
        return null;
    }

    /** @return whether to go on */
    private boolean round(FollowedFiles files, FolderWatch watch, KafkaPublisher publisher)
            throws IOException, InterruptedException {
        look(files, watch);
        int sent = files.send(RECORDS_PER_ROUND);
        publisher.tick();
        long now = System.nanoTime();
        if (now - savedNanos >= config.saveInterval().toNanos()) {
            files.save();
            savedNanos = now;
        }
        if (now - progressNanos >= PROGRESS_NANOS) {
            listener.accept(progress(files, publisher));
            progressNanos = now;
        }
        boolean finished = request.once() && sent == 0 && files.allDone() && publisher.pending() == 0;
        if (isStopped() || finished) {
            return false;
        }
        waitNanos = sent > 0
                ? SHORTEST_POLL_NANOS
                : Math.min(waitNanos * 2, config.pollInterval().toNanos());
        if (sent == 0) {
            pause(watch, waitNanos);
        }
        return true;
    }

    /** Looks for files and into them, both no more often than a tenth of the time goes into it. */
    private void look(FollowedFiles files, FolderWatch watch) throws IOException, InterruptedException {
        long now = System.nanoTime();
        foldersChanged |= watch.changed(0);
        long pause = foldersChanged
                ? Math.max(SHORTEST_POLL_NANOS, SHARE_OF_LOOKING * scanTookNanos)
                : config.scanInterval().toNanos();
        if (now - scannedNanos >= pause) {
            foldersChanged = false;
            files.scan();
            watch.folders(files.folders());
            scannedNanos = System.nanoTime();
            scanTookNanos = scannedNanos - now;
            // What is new is opened; to read it at once tells what it is, whatever becomes of it.
            polledNanos = now - SHORTEST_POLL_NANOS - SHARE_OF_LOOKING * pollTookNanos;
        }
        if (now - polledNanos >= Math.max(SHORTEST_POLL_NANOS, SHARE_OF_LOOKING * pollTookNanos)) {
            files.poll();
            polledNanos = System.nanoTime();
            pollTookNanos = polledNanos - now;
        }
    }

    private ShipProgress progress(FollowedFiles files, KafkaPublisher publisher) {
        return new ShipProgress(
                files.size(),
                recordsBefore + publisher.recordsAcknowledged(),
                bytesBefore + publisher.bytesAcknowledged(),
                rejectedBefore + publisher.recordsRejected(),
                publisher.pending(),
                files.lagBytes(),
                masks.spoken(),
                files.unreadable());
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Ends early when names come or go in a folder, and soon when it is to stop. */
    private void pause(FolderWatch watch, long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !isStopped() && !foldersChanged; left = until - System.nanoTime()) {
            foldersChanged = watch.changed(Math.min(left, LONGEST_WAIT_NANOS));
        }
    }

    private void pause(long nanos) throws InterruptedException {
        // Either way the caller looks at what is to be done next.
        boolean unused = stopped.await(nanos, TimeUnit.NANOSECONDS);
    }
}
