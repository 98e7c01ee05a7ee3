package io.throughline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder of gigabytes, which should not stay when somebody stops the benchmark either. */
final class BenchFolder implements AutoCloseable {
    private final Path path;
    private final Thread atExit = Thread.ofPlatform().unstarted(this::delete);

    private BenchFolder(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static BenchFolder create() throws IOException {
        return new BenchFolder(Files.createTempDirectory("throughline-bench"));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        delete();
    }

    private void delete() {
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("throughline: cannot delete " + path + ": " + e);
        }
    }
}
