package io.throughline.ingest.ship;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which of the files that patterns match are left out: those that the operator excludes, hidden ones (which tools write to before
 * they rename them) unless a pattern names them, and archives that cannot be unpacked.
 */
final class Exclusions {
    private static final Set<String> UNREADABLE = Set.of("bz2", "xz", "lz4", "lzma", "z", "zip", "7z", "tar", "tgz");
    private static final Set<String> HALF_WRITTEN = Set.of("swp", "swx", "tmp", "part", "crdownload");

    enum Verdict {
        READ,
        EXCLUDED,
        UNREADABLE
    }

    private final List<PathMatcher> names;
    private final List<PathMatcher> paths;

    /** @param patterns globs: of a whole path where they have a slash, else of a file's name */
    Exclusions(List<String> patterns) {
        this.names = patterns.stream()
                .filter(pattern -> pattern.indexOf('/') < 0)
                .map(Exclusions::matcher)
                .toList();
        this.paths = patterns.stream()
                .filter(pattern -> pattern.indexOf('/') >= 0)
                .map(Exclusions::matcher)
                .toList();
    }

    Verdict of(Path path, String pattern) {
        Path name = path.getFileName();
        if (name == null
                || names.stream().anyMatch(excluded -> excluded.matches(name))
                || paths.stream().anyMatch(excluded -> excluded.matches(path))) {
            return Verdict.EXCLUDED;
        }
        String last = pattern.substring(pattern.lastIndexOf('/') + 1);
        String text = name.toString();
        if (last.equals(text)) {
            return Verdict.READ;
        }
        String ending = text.substring(text.lastIndexOf('.') + 1);
        boolean hidden = text.startsWith(".") && !last.startsWith(".");
        if (hidden || text.endsWith("~") || HALF_WRITTEN.contains(ending)) {
            return Verdict.EXCLUDED;
        }
        return UNREADABLE.contains(ending.toLowerCase(Locale.ROOT)) ? Verdict.UNREADABLE : Verdict.READ;
    }

    private static PathMatcher matcher(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }
}
