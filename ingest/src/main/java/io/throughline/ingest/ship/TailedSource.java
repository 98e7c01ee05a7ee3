package io.throughline.ingest.ship;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.source.LineReader;
import io.throughline.core.source.RecordReader;
import io.throughline.ingest.publish.SourcePublisher;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The content of a file on its way: where reading stands, and what of it is safe in Kafka. */
final class TailedSource implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(TailedSource.class);

    private final SourcePublisher publisher;
    private final InputStream in;
    private final RecordReader records;
    private final boolean packed;
    private final Reading reading;
    private final LongSupplier nanoTime;
    private RegistryEntry entry;
    private long readNanos;
    /** There is no more: a packed file's end was reached, or of a copy less is there than was read elsewhere. */
    private boolean finished;

    TailedSource(
            RegistryEntry entry,
            Content content,
            FileStat stat,
            SourcePublisher publisher,
            Origin origin,
            TailedFile.Means means)
            throws IOException {
        this.entry = entry;
        this.publisher = publisher;
        this.packed = content instanceof Content.Packed;
        this.reading = means.reading();
        this.nanoTime = means.nanoTime();
        this.readNanos = nanoTime.getAsLong();
        this.finished = (packed && entry.isFinished(stat)) || isShort(content, entry);
        this.in = finished ? InputStream.nullInputStream() : content.from(entry.offset(), means.around());
        if (in instanceof TailStream tail) {
            tail.marks(entry.marks());
        }
        LineReader lines = new LineReader(in, entry.offset(), reading.bufferBytes());
        this.records = new RecordReader(lines, entry.source(), origin, reading.multiline());
    }

    String name() {
        return entry.source();
    }

    /**
     * Goes on to the next record.
     *
     * @param last whether what is begun and has no end is to be taken, where nothing else is left
     */
    boolean next(boolean last) throws IOException {
        if (finished) {
            return false;
        }
        if (records.next()) {
            readNanos = nanoTime.getAsLong();
            return true;
        }
        if (packed) {
            finished = !records.rest();
            return !finished;
        }
        if (last) {
            return records.rest();
        }
        if (truncated()) {
            return false;
        }
        if (records.unfinished()) {
            Duration timeout = records.complete() ? reading.traceTimeout() : reading.groupTimeout();
            return quietNanos() > timeout.toNanos() && records.flush();
        }
        records.release();
        return false;
    }

    RawRecord record() {
        return records.record();
    }

    /** When the record was written, in milliseconds since 1970. */
    long timeMillis() {
        return records.timeMillis();
    }

    /** @return false: not taken now */
    boolean send() {
        RawRecord record = records.record();
        return publisher.send(record.offset(), record.value(), record.length(), records.safeOffset());
    }

    boolean acknowledged() {
        return publisher.pending() == 0;
    }

    /** Whether all of so many bytes was read, and nothing of it waits for its rest. */
    boolean readTo(long size) {
        return finished || (in instanceof TailStream tail && tail.position() == size && !records.unfinished());
    }

    boolean truncated() {
        return in instanceof TailStream tail && tail.truncated();
    }

    /** Whether the file still has what was read of it. */
    boolean intact() throws IOException {
        return !(in instanceof TailStream tail) || tail.intact();
    }

    /** Whether nothing more is to be read, unless the file changes. */
    boolean finished() {
        return finished;
    }

    /** Whether it is read anew when the file changes. */
    boolean frozen() {
        return packed || finished;
    }

    long quietNanos() {
        return nanoTime.getAsLong() - readNanos;
    }

    long lagBytes(long size) {
        if (finished) {
            return 0;
        }
        return packed ? size : Math.max(0, size - publisher.safeOffset());
    }

    RegistryEntry checkpoint(FileStat stat, long nowMillis) {
        RegistryEntry now = entry.seen(stat, nowMillis)
                .at(publisher.safeOffset(), in instanceof TailStream tail ? tail.marks() : entry.marks());
        if (finished && packed && acknowledged()) {
            now = now.finished(stat);
        }
        entry = now;
        return now;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("closing {}", entry.path(), e);
        }
    }

    /** Of a copy: whether it was made before what is safe already was written. */
    private static boolean isShort(Content content, RegistryEntry entry) throws IOException {
        return entry.offset() > 0 && content.length() < entry.offset();
    }
}
