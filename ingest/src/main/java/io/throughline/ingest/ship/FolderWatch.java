package io.throughline.ingest.ship;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at once when names come and go in the folders of the files (on Linux by inotify), so that a file that lives for a moment
 * only is opened while it is there. A hint and nothing more: files are looked for regularly all the same.
 */
final class FolderWatch implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    /** Below what the kernel gives one user by default; folders beyond it are looked at regularly. */
    private static final int MAX_FOLDERS = 4096;

    private final @Nullable WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private boolean spokenOf;

    FolderWatch() {
        this.service = open();
    }

    /** Watches these folders and no others. */
    void folders(Set<Path> folders) {
        WatchService watching = service;
        if (watching == null || folders.equals(keys.keySet())) {
            return;
        }
        Set<Path> old = new HashSet<>(keys.keySet());
        old.removeAll(folders);
        for (Path folder : old) {
            WatchKey key = keys.remove(folder);
            if (key != null) {
                key.cancel();
            }
        }
        for (Path folder : folders) {
            if (!keys.containsKey(folder)) {
                add(watching, folder);
            }
        }
    }

    /** Whether names came or went since it was asked last; waits for it at most so long. */
    boolean changed(long nanos) throws InterruptedException {
        WatchService watching = service;
        if (watching == null) {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return false;
        }
        try {
            WatchKey key = nanos > 0 ? watching.poll(nanos, TimeUnit.NANOSECONDS) : watching.poll();
            boolean changed = key != null;
            while (key != null) {
                key.pollEvents();
                if (!key.reset()) {
                    // The folder is gone; one of that name may come again.
                    keys.values().remove(key);
                }
                key = watching.poll();
            }
            return changed;
        } catch (ClosedWatchServiceException e) {
            LOG.debug("nobody watches any more", e);
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (service != null) {
            service.close();
        }
    }

    private void add(WatchService watching, Path folder) {
        if (keys.size() >= MAX_FOLDERS) {
            warnOnce("more than " + MAX_FOLDERS + " folders");
            return;
        }
        try {
            keys.put(
                    folder,
                    folder.register(
                            watching, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException e) {
            // Gone already, or the kernel's limit on watches is reached.
            LOG.debug("not watching {}", folder, e);
        }
    }

    private @Nullable WatchService open() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            warnOnce(e.toString());
            return null;
        }
    }

    private void warnOnce(String reason) {
        if (!spokenOf) {
            spokenOf = true;
            LOG.warn("not all folders are watched, new files there are found every ship.scan: {}", reason);
        }
    }
}
