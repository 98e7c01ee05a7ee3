package io.throughline.stream.analyze;

import io.throughline.core.source.LogFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Which line of a file begins at an offset, asked in ascending order, reading the file once. Offsets are of the unpacked text. */
final class LineCounter implements Closeable {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private long offset;
    private long line = 1;

    LineCounter(Path file) throws IOException {
        in = LogFiles.open(file);
    }

    /**
     * The line's number, the first is 1.
     *
     * @param target not before the one asked for last
     */
    long lineAt(long target) throws IOException {
        while (offset < target) {
            if (at == filled) {
                filled = in.read(buffer);
                at = 0;
                if (filled <= 0) {
                    throw new IOException("the file ended at " + offset + " while it was analysed, before " + target);
                }
            }
            long until = Math.min(filled, at + (target - offset));
            for (; at < until; at++, offset++) {
                if (buffer[at] == '\n') {
                    line++;
                }
            }
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
