package io.throughline.stream.analyze;

import io.throughline.stream.types.RecordCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sorts more result lines than fit into memory: sorted runs on disk, merged in one pass at the end (Knuth, The Art of Computer
 * Programming 3, 5.4). A run holds {@link #RUN_BYTES} at most, so a hundred gigabytes make some 3,000 runs.
 */
final class SortedRuns {
    static final long RUN_BYTES = 32L << 20;

    /** What a line costs in memory beside its bytes. */
    private static final int LINE_OVERHEAD_BYTES = 120;

    private SortedRuns() {}

    /** Collects lines and writes a run whenever enough are together. Not safe for use by several threads. */
    static final class Writer implements Closeable {
        private final Path folder;
        private final String prefix;
        private final RecordCodec<ResultLine> codec = RecordCodec.of(ResultLine.class);
        private final List<ResultLine> lines = new ArrayList<>();
        private long bytes;
        private int runs;

        /** @param prefix names this writer's runs: no other writer of the folder may have it */
        Writer(Path folder, String prefix) {
            this.folder = folder;
            this.prefix = prefix;
        }

        void add(ResultLine line) throws IOException {
            lines.add(line);
            bytes += line.json().length + line.key().length() + LINE_OVERHEAD_BYTES;
            if (bytes >= RUN_BYTES) {
                writeRun();
            }
        }

        private void writeRun() throws IOException {
            lines.sort(ResultLine.ORDER);
            Path run = folder.resolve(prefix + "-" + runs++ + ".run");
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), 1 << 16))) {
                for (ResultLine line : lines) {
                    out.writeBoolean(true);
                    codec.write(line, out);
                }
                out.writeBoolean(false);
            }
            lines.clear();
            bytes = 0;
        }

        @Override
        public void close() throws IOException {
            if (!lines.isEmpty()) {
                writeRun();
            }
        }
    }

    /** Takes the merged lines. */
    interface Consumer {
        void accept(ResultLine line) throws IOException;
    }

    /** Gives every line of the folder's runs in order, of lines with one key only the newest version; none if there is no folder. */
    static void merge(Path folder, Consumer consumer) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        PriorityQueue<Run> runs = new PriorityQueue<>((a, b) -> ResultLine.ORDER.compare(a.head(), b.head()));
        try {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    Run run = new Run(file);
                    if (run.next()) {
                        runs.add(run);
                    } else {
                        run.close();
                    }
                }
            }
            ResultLine last = null;
            while (!runs.isEmpty()) {
                Run run = runs.remove();
                ResultLine line = run.head();
                if (last == null || !line.key().equals(last.key())) {
                    consumer.accept(line);
                    last = line;
                }
                if (run.next()) {
                    runs.add(run);
                } else {
                    run.close();
                }
            }
        } finally {
            for (Run run : runs) {
                run.close();
            }
        }
    }

    private static final class Run implements Closeable {
        private final DataInputStream in;
        private final RecordCodec<ResultLine> codec = RecordCodec.of(ResultLine.class);
        private @Nullable ResultLine head;

        Run(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 14));
        }

        boolean next() throws IOException {
            try {
                head = in.readBoolean() ? codec.read(in) : null;
            } catch (EOFException e) {
                throw new IOException("a run was cut short: is the disk full?", e);
            }
            return head != null;
        }

        ResultLine head() {
            if (head == null) {
                throw new IllegalStateException("the run is at its end");
            }
            return head;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
