package io.throughline.core.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A file, a folder or a pattern of {@code * ? [..] {..}} and {@code **} for any depth, to be looked up again and again. Below a
 * folder and behind {@code **} only names that logs have are taken, so that a container's folder yields its log and not its
 * configuration; a pattern takes what it matches. Links to files are followed, links to folders are not.
 */
public final class Glob {
    private static final Pattern LOG_NAME = Pattern.compile(
            "(?:.*\\.(?:log|ndjson|jsonl|txt|out|err)|.*[._-]log|messages|syslog)(?:[.-][0-9][0-9TZ.:_-]*)?(?:\\.(?:gz|zst))?");
    private static final int MAX_DEPTH = 32;

    private final Path root;
    private final List<String> steps;

    private Glob(Path root, List<String> steps) {
        this.root = root;
        this.steps = steps;
    }

    /** A file that exists under the pattern's very name is that file, whatever characters it has. */
    public static Glob of(String pattern) {
        Path literal = Path.of(pattern);
        if (Files.exists(literal, LinkOption.NOFOLLOW_LINKS)) {
            return new Glob(literal, List.of());
        }
        Path root = literal.isAbsolute() ? literal.getRoot() : Path.of("");
        List<String> steps = new ArrayList<>();
        for (Path part : literal) {
            String step = part.toString();
            if (steps.isEmpty() && !isPattern(step)) {
                root = root.resolve(part);
            } else {
                steps.add(step);
            }
        }
        return new Glob(root, List.copyOf(steps));
    }

    /**
     * The files there now, in the order of their paths; none where nothing is there yet.
     *
     * @throws IOException a folder cannot be read, or there are more than {@code max}
     */
    public List<Path> files(int max) throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        if (steps.isEmpty()) {
            if (Files.isDirectory(root)) {
                walk(root, 0, found, max);
            } else if (Files.isRegularFile(root)) {
                found.add(root);
            }
        } else {
            match(root, 0, found, max);
        }
        return List.copyOf(found);
    }

    /** The folder in which looking begins. */
    public Path folder() {
        Path above = root.toAbsolutePath().getParent();
        return above == null || !steps.isEmpty() || Files.isDirectory(root) ? root : above;
    }

    /** A file's path relative to the folder, to the pattern's fixed part, or its name where the file itself was given. */
    public String nameOf(Path file) {
        Path relative = root.equals(file) ? file.getFileName() : root.relativize(file);
        return String.valueOf(relative).replace(file.getFileSystem().getSeparator(), "/");
    }

    private void match(Path folder, int step, Set<Path> found, int max) throws IOException {
        String part = steps.get(step);
        boolean last = step == steps.size() - 1;
        if (part.equals("**")) {
            if (last) {
                walk(folder, 0, found, max);
                return;
            }
            for (Path below : folders(folder, 0, new ArrayList<>())) {
                match(below, step + 1, found, max);
            }
            return;
        }
        if (!isPattern(part)) {
            take(folder.resolve(part), last, step, found, max);
            return;
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + part);
        for (Path child : children(folder)) {
            if (matcher.matches(child.getFileName())) {
                take(child, last, step, found, max);
            }
        }
    }

    private void take(Path path, boolean last, int step, Set<Path> found, int max) throws IOException {
        if (!last) {
            match(path, step + 1, found, max);
        } else if (Files.isRegularFile(path)) {
            add(path, found, max);
        }
    }

    private static void walk(Path folder, int depth, Set<Path> found, int max) throws IOException {
        for (Path below : folders(folder, depth, new ArrayList<>())) {
            for (Path child : children(below)) {
                boolean log = LOG_NAME.matcher(child.getFileName().toString()).matches();
                if (log && Files.isRegularFile(child)) {
                    add(child, found, max);
                }
            }
        }
    }

    private static List<Path> folders(Path folder, int depth, List<Path> into) throws IOException {
        into.add(folder);
        if (depth < MAX_DEPTH) {
            for (Path child : children(folder)) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    folders(child, depth + 1, into);
                }
            }
        }
        return into;
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Folders of containers come and go between two looks.
            return List.of();
        }
        return children;
    }

    private static void add(Path path, Set<Path> found, int max) throws IOException {
        if (found.size() >= max) {
            throw new IOException("more than " + max + " files");
        }
        found.add(path);
    }

    private static boolean isPattern(String part) {
        return part.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }
}
