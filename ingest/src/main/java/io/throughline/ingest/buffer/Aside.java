package io.throughline.ingest.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps damaged files for people to look at: the last few. */
final class Aside {
    /** Each is about as long as a segment. */
    static final int MAX_FILES = 4;

    private static final String SUFFIX = ".damaged";
    private static final Logger LOG = LoggerFactory.getLogger(Aside.class);

    private Aside() {}

    static void keep(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("a folder cannot be kept aside: " + file);
        }
        Path aside = folder.resolve(file.getFileName() + SUFFIX);
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.warn("{} is kept for you to look at; nothing reads it any more", aside);
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.filter(other -> other.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .toList();
        }
        for (Path old : all.subList(Math.min(MAX_FILES, all.size()), all.size())) {
            Files.delete(old);
        }
    }
}
