package io.throughline.ingest.ship;

import io.throughline.core.model.Origin;
import io.throughline.core.source.Glob;
import io.throughline.core.source.LogFiles;
import io.throughline.core.source.OriginResolver;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All files of a run: found by patterns again and again, read together in the order of their records' time, so that a backlog of
 * many files arrives as it was written, and let go when they are gone and read to their end.
 */
final class FollowedFiles implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedFiles.class);
    private static final int MAX_SPOKEN_OF = 1000;
    private static final int MIN_BUFFER_BYTES = 8 << 10;
    private static final int MAX_BUFFER_BYTES = 256 << 10;

    private final ShipConfig config;
    private final ShipRequest request;
    private final Registry registry;
    private final List<Glob> globs;
    private final OriginResolver origins;
    private final SourceFinder finder;
    private final Map<FileStat.Key, TailedFile> files = new LinkedHashMap<>();
    private final PriorityQueue<TailedFile> ready =
            new PriorityQueue<>(Comparator.comparingLong(TailedFile::timeMillis));
    private final Set<TailedFile> gone = new HashSet<>();
    private final Set<String> spokenOf = new HashSet<>();
    private TailedFile.Publishers publishers = (source, origin, offset) -> {
        throw new IllegalStateException("nothing can be sent yet");
    };

    FollowedFiles(ShipConfig config, ShipRequest request, Registry registry) {
        this.config = config;
        this.request = request;
        this.registry = registry;
        this.globs = request.patterns().stream().map(Glob::of).toList();
        this.origins = new OriginResolver(config.host(), request.overrides(), request.containers());
        this.finder = new SourceFinder(registry, config.host());
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    int size() {
        return files.size();
    }

    /** Looks for new files, renamed ones and those that are gone. */
    void scan() {
        Map<FileStat.Key, FileStat> found = stats();
        long goneNanos = config.goneAfter().toNanos();
        for (TailedFile file : files.values()) {
            FileStat stat = found.remove(file.stat().key());
            if (stat != null && (!file.ending() || request.once())) {
                file.seen(stat);
                gone.remove(file);
            } else if (gone.add(file)) {
                LOG.debug("{} is gone", file.stat().path());
            } else if (file.quietNanos() > goneNanos || request.once()) {
                file.end();
            }
        }
        int room = config.maxFiles() - files.size();
        if (found.size() > room) {
            warnOnce("max-files", "more files than ship.max-files (" + config.maxFiles() + "), some are not followed");
        }
        int bufferBytes = bufferBytes(files.size() + found.size());
        found.values().stream().limit(Math.max(0, room)).forEach(stat -> follow(stat, bufferBytes));
    }

    /** From now on records are sent by these publishers, each source from where it is safe. */
    void sendBy(TailedFile.Publishers others) throws IOException {
        checkpoint();
        publishers = others;
        ready.clear();
        for (TailedFile file : files.values()) {
            file.rewind(others);
        }
    }

    /** Looks at the files that had no record ready, and lets go of those that are gone. */
    void poll() throws IOException {
        List<TailedFile> left = new ArrayList<>();
        for (TailedFile file : files.values()) {
            if (!file.ready()) {
                file.poll();
                if (file.ready()) {
                    ready.add(file);
                } else if (gone.contains(file) && file.done() && file.acknowledged()) {
                    left.add(file);
                }
            }
        }
        for (TailedFile file : left) {
            note(file);
            file.close();
            files.remove(file.stat().key());
            gone.remove(file);
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
        while (file != null && sent < most) {
            if (!file.send()) {
                break;
            }
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

    /** Writes to disk how far the sources are, where that changed. */
    void save() throws IOException {
        if (checkpoint()) {
            registry.save();
        }
    }

    @Override
    public void close() throws IOException {
        for (TailedFile file : files.values()) {
            file.close();
        }
    }

    private boolean checkpoint() throws IOException {
        boolean changed = false;
        for (TailedFile file : files.values()) {
            changed |= note(file);
        }
        return changed;
    }

    private boolean note(TailedFile file) throws IOException {
        RegistryEntry entry = file.checkpoint(System.currentTimeMillis());
        if (entry == null) {
            return false;
        }
        RegistryEntry before = registry.get(entry.source());
        registry.put(entry);
        return before == null || !before.sameAs(entry);
    }

    private void follow(FileStat stat, int bufferBytes) {
        TailedFile.Limits limits =
                new TailedFile.Limits(bufferBytes, config.groupTimeout().toNanos());
        try {
            Origin origin = origins.resolve(stat.path());
            TailedFile file = new TailedFile(stat, origin, finder, publishers, limits);
            if (!FileStat.of(stat.path()).key().equals(stat.key())) {
                // Renamed between the look and the opening: the next scan finds both.
                file.close();
                return;
            }
            if (request.once()) {
                file.end();
            }
            files.put(stat.key(), file);
            LOG.debug("following {}", stat.path());
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone already", stat.path(), e);
        } catch (IOException e) {
            warnOnce(stat.path().toString(), "cannot read " + stat.path() + ": " + e);
        }
    }

    private Map<FileStat.Key, FileStat> stats() {
        Map<FileStat.Key, FileStat> found = new LinkedHashMap<>();
        for (int i = 0; i < globs.size(); i++) {
            String pattern = request.patterns().get(i);
            try {
                List<Path> paths = globs.get(i).files(LogFiles.MAX_FILES);
                if (paths.isEmpty()) {
                    warnOnce(pattern, "no file is at " + pattern + " yet");
                }
                for (Path path : paths) {
                    stat(path, found);
                }
            } catch (IOException e) {
                warnOnce(pattern + e, "cannot look for " + pattern + ": " + e);
            }
        }
        return found;
    }

    private void stat(Path path, Map<FileStat.Key, FileStat> found) {
        try {
            FileStat stat = FileStat.of(path);
            found.putIfAbsent(stat.key(), stat);
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone already", path, e);
        } catch (IOException e) {
            warnOnce(path.toString(), "cannot read " + path + ": " + e);
        }
    }

    private int bufferBytes(int count) {
        return Math.clamp(config.readBytes() / Math.max(1, count), MIN_BUFFER_BYTES, MAX_BUFFER_BYTES);
    }

    private void warnOnce(String key, String words) {
        if (spokenOf.size() < MAX_SPOKEN_OF && spokenOf.add(key)) {
            LOG.warn("{}", words);
        }
    }
}
