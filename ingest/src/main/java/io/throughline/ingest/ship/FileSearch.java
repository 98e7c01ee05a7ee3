package io.throughline.ingest.ship;

import io.throughline.core.source.Glob;
import io.throughline.core.source.LogFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for files by the patterns of a run, without those that are not asked for or cannot be read. */
final class FileSearch {
    private static final Logger LOG = LoggerFactory.getLogger(FileSearch.class);
    private static final int MAX_SPOKEN_OF = 1000;

    private final List<String> patterns;
    private final List<Glob> globs;
    private final Exclusions exclusions;
    private final Set<String> spokenOf = new HashSet<>();
    private final Set<Path> folders = new HashSet<>();

    FileSearch(List<String> patterns, Exclusions exclusions) {
        this.patterns = patterns;
        this.globs = patterns.stream().map(Glob::of).toList();
        this.exclusions = exclusions;
    }

    /** The files there now, in the order of their patterns and names; one of several names under its first. */
    Map<FileStat.Key, FileStat> find() {
        Map<FileStat.Key, FileStat> found = new LinkedHashMap<>();
        folders.clear();
        for (int i = 0; i < globs.size(); i++) {
            String pattern = patterns.get(i);
            folders.add(globs.get(i).folder());
            try {
                List<Path> paths = globs.get(i).files(LogFiles.MAX_FILES);
                if (paths.isEmpty()) {
                    warnOnce(pattern, "no file is at " + pattern + " yet");
                }
                for (Path path : paths) {
                    stat(path, pattern, found);
                }
            } catch (IOException e) {
                warnOnce(pattern + e, "cannot look for " + pattern + ": " + e);
            }
        }
        return found;
    }

    /** The folders in which the last search found files, and those where patterns begin. */
    Set<Path> folders() {
        return folders;
    }

    void warnOnce(String key, String words) {
        if (spokenOf.size() < MAX_SPOKEN_OF && spokenOf.add(key)) {
            LOG.warn("{}", words);
        }
    }

    private void stat(Path path, String pattern, Map<FileStat.Key, FileStat> found) {
        Exclusions.Verdict verdict = exclusions.of(path, pattern);
        if (verdict == Exclusions.Verdict.UNREADABLE) {
            warnOnce(path.toString(), path + " is not read: only .gz and .zst can be unpacked");
        }
        if (verdict != Exclusions.Verdict.READ) {
            return;
        }
        try {
            FileStat stat = FileStat.of(path);
            if (stat.regular()) {
                found.putIfAbsent(stat.key(), stat);
                Path folder = path.getParent();
                folders.add(folder == null ? Path.of("") : folder);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone already", path, e);
        } catch (IOException e) {
            warnOnce(path.toString(), "cannot read " + path + ": " + e);
        }
    }
}
