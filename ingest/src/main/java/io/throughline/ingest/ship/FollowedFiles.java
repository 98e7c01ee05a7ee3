package io.throughline.ingest.ship;

import io.throughline.core.model.Origin;
import io.throughline.core.source.OriginResolver;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All files of a run: found by patterns again and again, read together in the order of their records' time, so that a backlog of
 * many files arrives as it was written, and let go when they are gone and read to their end.
 */
final class FollowedFiles implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedFiles.class);
    private static final int MIN_BUFFER_BYTES = 8 << 10;
    private static final int MAX_BUFFER_BYTES = 256 << 10;
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    private final ShipConfig config;
    private final ShipRequest request;
    private final Registry registry;
    private final LongSupplier nanoTime;
    private final FileSearch search;
    private final OriginResolver origins;
    private final SourceFinder finder;
    private final RateLimit rate;
    private final ByteBuffer around = ByteBuffer.allocateDirect(MAX_BUFFER_BYTES + Fingerprint.TAIL_BYTES);
    private final Map<FileStat.Key, TailedFile> files = new LinkedHashMap<>();
    private final PriorityQueue<TailedFile> ready =
            new PriorityQueue<>(Comparator.comparingLong(TailedFile::timeMillis));
    private final Set<TailedFile> gone = new HashSet<>();
    private TailedFile.Publishers publishers = (source, origin, offset) -> {
        throw new IllegalStateException("nothing can be sent yet");
    };
    private boolean unsaved;
    private boolean saveFailed;
    private long saveFailedNanos;

    FollowedFiles(ShipConfig config, ShipRequest request, Registry registry) {
        this(config, request, registry, System::nanoTime);
    }

    FollowedFiles(ShipConfig config, ShipRequest request, Registry registry, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.config = config;
        this.request = request;
        this.registry = registry;
        List<String> exclude = Stream.concat(config.exclude().stream(), request.exclude().stream())
                .toList();
        this.search = new FileSearch(request.patterns(), new Exclusions(exclude));
        this.origins = new OriginResolver(config.host(), request.overrides(), request.containers());
        this.finder = new SourceFinder(registry, config.host(), config.copies());
        this.rate = new RateLimit(config.bytesPerSecond(), nanoTime);
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    int size() {
        return files.size();
    }

    /** How many of the files are open. */
    int open() {
        return (int) files.values().stream().filter(TailedFile::isOpen).count();
    }

    /** The folders in which names of files may come and go, as of the last scan. */
    Set<Path> folders() {
        return search.folders();
    }

    /** Looks for new files, renamed ones and those that are gone. */
    void scan() {
        Map<FileStat.Key, FileStat> found = search.find();
        long goneNanos = config.goneAfter().toNanos();
        for (TailedFile file : files.values()) {
            FileStat stat = found.remove(file.stat().key());
            if (stat != null && (!file.ending() || request.once())) {
                file.seen(stat);
                file.gone(false);
                gone.remove(file);
            } else if (gone.add(file)) {
                file.gone(true);
                LOG.debug("{} is gone", file.stat().path());
            } else if (request.once() || (!file.ready() && file.quietNanos() > goneNanos)) {
                file.end();
            }
        }
        int room = config.maxFiles() - files.size();
        if (found.size() > room) {
            search.warnOnce(
                    "max-files", "more files than ship.max-files (" + config.maxFiles() + "), some are not followed");
        }
        int bufferBytes = bufferBytes(files.size() + found.size());
        // What is written to comes before what rotation made of it, so that a copy finds its original.
        found.values().stream()
                .sorted(Comparator.comparingInt(
                        stat -> RotatedName.of(stat.path()).steps()))
                .limit(Math.max(0, room))
                .forEach(stat -> follow(stat, bufferBytes));
        openThoseThatWait();
    }

    /** From now on records are sent by these publishers, each source from where it is safe. */
    void sendBy(TailedFile.Publishers others) {
        unsaved |= checkpoint();
        publishers = others;
        ready.clear();
        for (TailedFile file : files.values()) {
            file.rewind(others);
        }
    }

    /** Looks at the files that had no record ready, and lets go of those that are gone. */
    void poll() throws IOException {
        look();
        if (files.values().stream().anyMatch(TailedFile::cut)) {
            // Whoever truncated a file may have copied it just before: the copy is there by now.
            scan();
            look();
            finder.looked();
            look();
        }
        List<TailedFile> left = new ArrayList<>();
        for (TailedFile file : gone) {
            if (!file.ready() && file.done() && file.acknowledged()) {
                left.add(file);
            }
        }
        for (TailedFile file : left) {
            letGo(file);
        }
    }

    /**
     * Sends what is ready, the oldest records first.
     *
     * @return how many records were sent: fewer than {@code most} where no more are ready or can be taken now
     */
    int send(int most) {
        int sent = 0;
        TailedFile file = ready.poll();
        while (file != null && sent < most && rate.open()) {
            if (!file.ready()) {
                // It changed meanwhile and is read again.
                file = ready.poll();
                continue;
            }
            int bytes = file.send();
            if (bytes < 0) {
                break;
            }
            rate.spent(bytes);
            sent++;
            TailedFile next = ready.peek();
            if (!file.ready()) {
                file = ready.poll();
            } else if (next != null && next.timeMillis() < file.timeMillis()) {
                ready.add(file);
                file = ready.poll();
            }
        }
        if (file != null) {
            ready.add(file);
        }
        return sent;
    }

    /** Whether every file is read to its end for good. */
    boolean allDone() {
        return files.values().stream().allMatch(TailedFile::done);
    }

    int unreadable() {
        return (int) files.values().stream().filter(TailedFile::broken).count();
    }

    long lagBytes() {
        return files.values().stream().mapToLong(TailedFile::lagBytes).sum();
    }

    /**
     * Writes to disk how far the sources are, where that changed. Where the disk takes nothing, it is tried again later: more is
     * then sent twice after a crash, and sources that are new wait.
     */
    void save() {
        unsaved |= checkpoint();
        if (unsaved) {
            write();
        }
    }

    @Override
    public void close() throws IOException {
        for (TailedFile file : files.values()) {
            file.close();
        }
    }

    private void look() {
        pollAll();
        if (finder.anyUnsaved() && write()) {
            pollAll();
        }
    }

    private void pollAll() {
        for (TailedFile file : files.values()) {
            if (!file.ready()) {
                file.poll();
                if (file.ready()) {
                    ready.add(file);
                }
            }
        }
    }

    private boolean write() {
        if (saveFailed && nanoTime.getAsLong() - saveFailedNanos < RETRY_NANOS) {
            return false;
        }
        try {
            registry.save();
        } catch (IOException e) {
            if (!saveFailed) {
                LOG.warn(
                        "cannot write offsets to {}, new files wait until it goes: {}",
                        config.registry(),
                        e.toString());
            }
            saveFailed = true;
            saveFailedNanos = nanoTime.getAsLong();
            return false;
        }
        if (saveFailed) {
            LOG.warn("offsets are written to {} again", config.registry());
        }
        saveFailed = false;
        unsaved = false;
        finder.saved();
        return true;
    }

    private boolean checkpoint() {
        boolean changed = false;
        for (TailedFile file : files.values()) {
            changed |= note(file);
        }
        return changed;
    }

    private boolean note(TailedFile file) {
        RegistryEntry entry = file.checkpoint(System.currentTimeMillis());
        if (entry == null) {
            return false;
        }
        RegistryEntry before = registry.get(entry.source());
        registry.put(entry);
        return before == null || !before.sameAs(entry);
    }

    private void letGo(TailedFile file) throws IOException {
        unsaved |= note(file);
        file.close();
        files.remove(file.stat().key());
        gone.remove(file);
    }

    private void follow(FileStat stat, int bufferBytes) {
        Reading reading = new Reading(bufferBytes, config.groupTimeout(), config.traceTimeout(), config.multiline());
        TailedFile.Means means =
                new TailedFile.Means(finder, reading, config.goneAfter().toNanos(), nanoTime, around);
        Origin origin = origins.resolve(stat.path());
        TailedFile file = new TailedFile(stat, origin, publishers, means);
        if (request.once()) {
            file.end();
        }
        files.put(stat.key(), file);
        LOG.debug("following {}", stat.path());
    }

    /** As many as may be open; those that do not grow are closed for them, the longest quiet first. */
    private void openThoseThatWait() {
        List<TailedFile> waiting = new ArrayList<>();
        List<TailedFile> idle = new ArrayList<>();
        int open = 0;
        for (TailedFile file : files.values()) {
            open += file.isOpen() ? 1 : 0;
            if (file.wantsToBeOpen()) {
                waiting.add(file);
            }
        }
        if (waiting.size() > config.maxOpen() - open) {
            files.values().stream().filter(TailedFile::idle).forEach(idle::add);
            idle.sort(Comparator.comparingLong(TailedFile::quietNanos));
        }
        for (TailedFile file : waiting) {
            if (open >= config.maxOpen()) {
                if (idle.isEmpty()) {
                    return;
                }
                park(idle.removeLast());
                open--;
            }
            open += open(file) ? 1 : 0;
        }
    }

    private void park(TailedFile file) {
        unsaved |= note(file);
        try {
            file.park();
        } catch (IOException e) {
            LOG.debug("closing {}", file.stat().path(), e);
        }
    }

    private boolean open(TailedFile file) {
        String path = file.stat().path().toString();
        try {
            if (file.open()) {
                return true;
            }
            LOG.debug("{} is another file by now", path);
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone already", path, e);
        } catch (IOException e) {
            search.warnOnce(path, "cannot read " + path + ": " + e);
            file.fail();
            return false;
        }
        // Under another name the next scan finds it again.
        files.remove(file.stat().key());
        gone.remove(file);
        return false;
    }

    private int bufferBytes(int count) {
        int open = Math.clamp(count, 1, config.maxOpen());
        return Math.clamp(config.readBytes() / open, MIN_BUFFER_BYTES, MAX_BUFFER_BYTES);
    }
}
