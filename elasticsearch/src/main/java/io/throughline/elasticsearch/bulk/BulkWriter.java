package io.throughline.elasticsearch.bulk;

import io.throughline.elasticsearch.ElasticsearchClient.Answer;
import io.throughline.elasticsearch.IndexDocument;
import io.throughline.elasticsearch.bulk.BulkAnswer.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes documents in bulk, at least once: {@link #flush} returns only when everything added before is in Elasticsearch, superseded
 * by a later version there, or handed to {@link RejectedDocuments}. While Elasticsearch is away or overloaded, requests are repeated
 * with growing pauses and {@link #add} waits, so that whoever produces the documents is slowed down.
 *
 * <p>{@code add}, {@code flush} and {@code close} belong to one thread; it is also the one that calls {@code RejectedDocuments}.
 */
public final class BulkWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BulkWriter.class);

    /** How often a document is sent that the server fails over (status 500), before it is the document's fault. */
    private static final int SERVER_FAILURES = 5;

    private final Transport transport;
    private final BulkConfig config;
    private final RejectedDocuments rejectedDocuments;
    private final BulkListener listener;
    private final RandomGenerator random;
    private final ScheduledExecutorService timer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All below: under the lock.
    private final Deque<Batch> free = new ArrayDeque<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private @Nullable Batch filling;
    private @Nullable BulkFailedException failure;
    private boolean closed;

    /** Posts lines; completed by any thread with an answer of any status, or with an {@link IOException}. */
    public interface Transport {
        CompletableFuture<Answer> bulk(byte[] lines, int length);
    }

    private record Rejection(IndexDocument document, String reason) {}

    /** @param random spreads the retries of many writers */
    public BulkWriter(
            Transport transport,
            BulkConfig config,
            RejectedDocuments rejectedDocuments,
            BulkListener listener,
            RandomGenerator random) {
        this.transport = transport;
        this.config = config;
        this.rejectedDocuments = rejectedDocuments;
        this.listener = listener;
        this.random = random;
        for (int i = 0; i < config.inFlight(); i++) {
            free.add(new Batch());
        }
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "bulk-writer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        this.timer = executor;
        long tick = Math.max(1, config.linger().toMillis() / 2);
        var unused = timer.scheduleWithFixedDelay(this::sendLingering, tick, tick, TimeUnit.MILLISECONDS);
    }

    /**
     * Takes a document; waits while all requests are under way.
     *
     * @throws BulkFailedException writing cannot go on
     */
    public void add(IndexDocument document) throws InterruptedException {
        List<Rejection> dead;
        lock.lockInterruptibly();
        try {
            Batch batch = filling;
            if (batch != null && !batch.isEmpty() && batch.bytes() + Batch.size(document) > config.maxBytes()) {
                filling = null;
                send(batch);
                batch = null;
            }
            if (batch == null) {
                batch = awaitFree();
                batch.begin(System.nanoTime());
                filling = batch;
            }
            failIfFailed();
            batch.add(document);
            if (batch.bytes() >= config.maxBytes() || batch.documents().size() >= config.maxDocuments()) {
                filling = null;
                send(batch);
            }
            dead = takeRejections();
        } finally {
            lock.unlock();
        }
        handOver(dead);
    }

    /**
     * Returns when every document added before has met its fate.
     *
     * @throws BulkFailedException writing cannot go on
     */
    public void flush() throws InterruptedException {
        List<Rejection> dead;
        lock.lockInterruptibly();
        try {
            Batch batch = filling;
            if (batch != null) {
                filling = null;
                send(batch);
            }
            while (failure == null && free.size() < config.inFlight()) {
                changed.await();
            }
            failIfFailed();
            dead = takeRejections();
        } finally {
            lock.unlock();
        }
        handOver(dead);
        rejectedDocuments.flush();
    }

    /** Stops at once: what was not flushed is not waited for. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        timer.shutdownNow();
        rejectedDocuments.close();
    }

    private Batch awaitFree() throws InterruptedException {
        while (failure == null && free.isEmpty()) {
            changed.await();
        }
        failIfFailed();
        return free.removeFirst();
    }

    private void failIfFailed() {
        if (failure != null) {
            throw new BulkFailedException(failure);
        }
    }

    private List<Rejection> takeRejections() {
        if (rejections.isEmpty()) {
            return List.of();
        }
        List<Rejection> taken = List.copyOf(rejections);
        rejections.clear();
        return taken;
    }

    private void handOver(List<Rejection> dead) {
        for (Rejection rejection : dead) {
            rejectedDocuments.reject(rejection.document(), rejection.reason());
        }
    }

    private void sendLingering() {
        // Whoever holds the lock is about to send, or to wait for a free batch: then nothing is filling.
        if (!lock.tryLock()) {
            return;
        }
        try {
            Batch batch = filling;
            if (batch != null
                    && !batch.isEmpty()
                    && System.nanoTime() - batch.beganNanos() >= config.linger().toNanos()) {
                filling = null;
                send(batch);
            }
        } finally {
            lock.unlock();
        }
    }

    private void send(Batch batch) {
        if (batch.isEmpty()) {
            release(batch);
            return;
        }
        int length = batch.encode();
        batch.sent(System.nanoTime());
        var unused = transport
                .bulk(batch.lines(), length)
                .handle((answer, problem) -> {
                    listener.answered(System.nanoTime() - batch.sentNanos());
                    if (answer != null) {
                        judge(batch, answer);
                    } else {
                        retry(batch, batch.documents(), false, String.valueOf(problem));
                    }
                    return batch;
                })
                .exceptionally(bug -> {
                    // Nobody looks into this future: without this a bug above would leave flush() waiting for ever.
                    LOG.error("Cannot judge an answer to a bulk request", bug);
                    fail("cannot judge an answer to a bulk request: " + bug, false);
                    return batch;
                });
    }

    private void judge(Batch batch, Answer answer) {
        if (answer.ok()) {
            try {
                judgeItems(batch, BulkAnswer.read(answer.body()));
            } catch (IOException e) {
                retry(batch, batch.documents(), false, e.toString());
            }
            return;
        }
        String words = answer.status() + " " + excerpt(answer.body());
        switch (Verdict.ofRequest(answer.status())) {
            case STOP ->
                fail(
                        "Elasticsearch refuses to let us write, check elasticsearch.api-key or elasticsearch.user: "
                                + words,
                        true);
            case SPLIT -> split(batch, words);
            default -> retry(batch, batch.documents(), false, words);
        }
    }

    private void judgeItems(Batch batch, List<Item> items) throws IOException {
        List<IndexDocument> documents = batch.documents();
        if (items.isEmpty()) {
            listener.written(documents.size());
            finish(batch);
            return;
        }
        if (items.size() != documents.size()) {
            throw new IOException(items.size() + " answers to " + documents.size() + " documents");
        }
        List<IndexDocument> again = new ArrayList<>();
        List<Rejection> dead = new ArrayList<>();
        String trouble = "";
        int written = 0;
        int superseded = 0;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            IndexDocument document = documents.get(i);
            String words = item.status() + " " + item.type() + ": " + item.reason();
            switch (Verdict.ofItem(item.status(), document.isDelete(), item.type(), item.reason())) {
                case WRITTEN -> written++;
                case SUPERSEDED -> superseded++;
                case RETRY -> {
                    again.add(document);
                    trouble = words;
                }
                case RETRY_A_FEW_TIMES -> {
                    if (batch.attempt() + 1 < SERVER_FAILURES) {
                        again.add(document);
                        trouble = words;
                    } else {
                        dead.add(new Rejection(document, "not-indexed: " + words));
                    }
                }
                case STOP -> {
                    fail("Elasticsearch refuses to let us write into " + document.index() + ": " + words, true);
                    return;
                }
                default -> dead.add(new Rejection(document, "not-indexed: " + words));
            }
        }
        listener.written(written);
        listener.superseded(superseded);
        reject(dead);
        if (again.isEmpty()) {
            finish(batch);
        } else {
            retry(batch, again, again.size() < documents.size(), trouble);
        }
    }

    private void split(Batch batch, String words) {
        if (batch.documents().size() == 1) {
            reject(List.of(new Rejection(batch.documents().getFirst(), "not-indexed: " + words)));
            finish(batch);
            return;
        }
        LOG.info(
                "A bulk request of {} documents is split in two: {}",
                batch.documents().size(),
                words);
        batch.split();
        underLock(() -> send(batch));
    }

    private void retry(Batch batch, List<IndexDocument> documents, boolean progress, String why) {
        listener.retried(documents.size());
        batch.keep(documents, progress);
        long lasting = batch.failed(System.nanoTime());
        if (lasting > config.giveUpAfter().toNanos()) {
            fail(
                    "Elasticsearch takes no documents for " + TimeUnit.NANOSECONDS.toSeconds(lasting) + " s now: "
                            + why,
                    false);
            return;
        }
        long pause = pauseMillis(batch.attempt());
        LOG.warn(
                "{} documents are sent again in {} ms (attempt {}): {}", documents.size(), pause, batch.attempt(), why);
        try {
            var unused = timer.schedule(() -> underLock(() -> send(batch)), pause, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile; nobody waits for this batch any more.
            LOG.debug("Closed before a retry", e);
        }
    }

    /** Doubles from {@code firstRetry} to {@code lastRetry}, less up to a half by chance. */
    private long pauseMillis(int attempt) {
        double longest = (double) config.firstRetry().toMillis() * Math.pow(2, Math.min(30, attempt - 1));
        double bounded = Math.min((double) config.lastRetry().toMillis(), longest);
        return (long) (bounded * (0.5 + random.nextDouble() / 2));
    }

    private void reject(List<Rejection> dead) {
        if (!dead.isEmpty()) {
            listener.rejected(dead.size());
            underLock(() -> rejections.addAll(dead));
        }
    }

    private void finish(Batch batch) {
        underLock(() -> {
            if (batch.next()) {
                send(batch);
            } else {
                release(batch);
            }
        });
    }

    private void release(Batch batch) {
        free.addLast(batch);
        changed.signalAll();
    }

    private void fail(String why, boolean lasting) {
        underLock(() -> {
            if (failure == null) {
                failure = new BulkFailedException(why, lasting);
            }
            changed.signalAll();
        });
    }

    private void underLock(Runnable work) {
        lock.lock();
        try {
            if (!closed) {
                work.run();
            }
        } finally {
            lock.unlock();
        }
    }

    private static String excerpt(byte[] body) {
        return new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
    }
}
