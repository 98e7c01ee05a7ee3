package io.throughline.embedded;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server's output in a file that is kept below a size together with its predecessor; the last lines also in memory. */
final class BoundedLog implements AutoCloseable {
    private static final int REMEMBERED_LINES = 60;

    private final Path file;
    private final long maxBytes;
    private final Deque<String> last = new ArrayDeque<>();
    private @Nullable BufferedWriter writer;
    private long bytes;

    /** @param maxBytes of this file and of its predecessor, each */
    BoundedLog(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    /** Never fails: a server must not stop because its log cannot be written, as on a full disk. */
    synchronized void line(String line) {
        if (last.size() == REMEMBERED_LINES) {
            last.removeFirst();
        }
        last.addLast(line);
        try {
            if (writer == null) {
                bytes = Files.exists(file) ? Files.size(file) : 0;
                writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            writer.write(line);
            writer.newLine();
            writer.flush();
            bytes += line.length() + 1;
            if (bytes > maxBytes) {
                close();
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            // The lines stay in memory; the next line tries the file again.
            writer = null;
        }
    }

    synchronized List<String> lastLines() {
        return List.copyOf(last);
    }

    Path file() {
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        BufferedWriter open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }
}
