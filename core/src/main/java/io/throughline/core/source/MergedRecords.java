package io.throughline.core.source;

import io.throughline.core.model.RawRecord;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of many finished files in the order of their time, or near it where a file is not itself in order: what
 * {@code analyze} reads. The source of a record is its file's {@link LogFile#name}, so that results do not depend on where the
 * files lie. Memory: a record and small buffers for each file that is open, and a file is open only from its first record's time
 * on.
 */
public final class MergedRecords implements Iterator<RawRecord>, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(MergedRecords.class);

    /** Beyond it a file waits until another has ended, and its records come late. */
    private static final int MAX_OPEN = 2048;

    private static final int BUFFERS_BYTES = 32 << 20;

    /** A file, and the time of its first record. */
    private record Waiting(LogFile file, long timeMillis) {}

    private record Open(LogFile file, RecordReader records) {}

    private final OriginResolver origins;
    private final int bufferBytes;
    private final Queue<Waiting> waiting;
    private final PriorityQueue<Open> open = new PriorityQueue<>(
            Comparator.comparingLong((Open file) -> file.records.timeMillis()).thenComparing(file -> file.file.name()));
    private final List<String> problems = new ArrayList<>();

    /**
     * Looks into every file for its first record's time.
     *
     * @param files each with a name of its own, as {@link LogFiles#expand} gives them
     */
    public MergedRecords(Collection<LogFile> files, OriginResolver origins) {
        this.origins = origins;
        this.bufferBytes = Math.clamp(BUFFERS_BYTES / Math.max(1, files.size()), 8 << 10, 64 << 10);
        List<Waiting> found = new ArrayList<>(files.size());
        for (LogFile file : files) {
            found.add(new Waiting(file, firstMillis(file)));
        }
        found.sort(Comparator.comparingLong(Waiting::timeMillis)
                .thenComparing(first -> first.file().name()));
        this.waiting = new ArrayDeque<>(found);
    }

    @Override
    public boolean hasNext() {
        openThoseThatBegin();
        return !open.isEmpty();
    }

    @Override
    public RawRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Open earliest = open.remove();
        RawRecord record = earliest.records.record();
        goOn(earliest);
        return record;
    }

    /** Files that could not be read, or not to their end, and why; complete when there is no next record. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() {
        open.forEach(MergedRecords::close);
        open.clear();
        waiting.clear();
    }

    private void openThoseThatBegin() {
        while (!waiting.isEmpty() && open.size() < MAX_OPEN) {
            Open earliest = open.peek();
            if (earliest != null
                    && earliest.records.timeMillis() < waiting.element().timeMillis()) {
                return;
            }
            LogFile file = waiting.remove().file();
            try {
                goOn(new Open(file, read(file)));
            } catch (IOException e) {
                problem(file, e);
            }
        }
    }

    /** Puts the file back with its next record, or closes it at its end. */
    private void goOn(Open file) {
        try {
            if (file.records.next() || file.records.rest()) {
                open.add(file);
                return;
            }
        } catch (IOException e) {
            problem(file.file, e);
        }
        close(file);
    }

    private long firstMillis(LogFile file) {
        try (RecordReader records = read(file)) {
            boolean any = records.next() || records.rest();
            return any ? records.timeMillis() : RecordTime.NONE;
        } catch (IOException e) {
            LOG.debug("looking into {}, which is opened again and then reported", file.path(), e);
            return RecordTime.NONE;
        }
    }

    private RecordReader read(LogFile file) throws IOException {
        LineReader lines = new LineReader(LogFiles.open(file.path(), bufferBytes), 0, bufferBytes);
        return new RecordReader(lines, file.name(), origins.resolve(file.path(), file.name()));
    }

    private void problem(LogFile file, IOException problem) {
        String words = "cannot read " + file.name() + " to its end: " + problem;
        LOG.warn("{}", words);
        problems.add(words);
    }

    private static void close(Open file) {
        try {
            file.records.close();
        } catch (IOException e) {
            LOG.debug("closing {}", file.file.path(), e);
        }
    }
}
