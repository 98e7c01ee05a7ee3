package io.throughline.standalone.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where a demo keeps everything: a folder that goes with it, or one that was asked for and stays. */
final class DemoFolder implements AutoCloseable {
    private final Path folder;
    private final boolean stays;

    private DemoFolder(Path folder, boolean stays) {
        this.folder = folder;
        this.stays = stays;
    }

    /** @param asked null for a temporary one */
    static DemoFolder open(@Nullable Path asked) throws IOException {
        return asked == null
                ? new DemoFolder(Files.createTempDirectory("throughline-demo-"), false)
                : new DemoFolder(Files.createDirectories(asked.toAbsolutePath()), true);
    }

    /** What the line stores. */
    Path line() {
        return folder.resolve("line");
    }

    /** The shop's hosts, one folder each. */
    Path hosts() {
        return folder.resolve("hosts");
    }

    boolean stays() {
        return stays;
    }

    @Override
    public void close() throws IOException {
        if (!stays) {
            Files.walkFileTree(folder, new Delete());
        }
    }

    private static final class Delete extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        /** A server that is ending may still remove files of its own. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
            if (problem instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw problem;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException problem) throws IOException {
            if (problem != null) {
                throw problem;
            }
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
        }
    }
}
