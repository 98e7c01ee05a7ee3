package io.throughline.ingest.ship;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.source.LineReader;
import io.throughline.core.source.RecordReader;
import io.throughline.core.source.RecordTime;
import io.throughline.ingest.publish.SourcePublisher;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file that is followed, under whatever name, until it is gone and read to its end. Its content is a source; after a
 * truncation it is another one.
 */
final class TailedFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(TailedFile.class);

    /** How the records of a source get to Kafka. */
    interface Publishers {
        /** @param safeOffset up to where the source is in Kafka already */
        SourcePublisher source(String source, Origin origin, long safeOffset);
    }

    /**
     * @param bufferBytes what is read of a file at once
     * @param groupTimeoutNanos how long the rest of a split message may take
     */
    record Limits(int bufferBytes, long groupTimeoutNanos) {}

    private final SourceFinder finder;
    private final Origin origin;
    private final Limits limits;
    private final Content content;
    private Publishers publishers;
    private FileStat stat;
    private @Nullable Source source;
    private boolean ready;
    private boolean ending;
    private boolean atEnd;
    private boolean broken;

    TailedFile(FileStat stat, Origin origin, SourceFinder finder, Publishers publishers, Limits limits)
            throws IOException {
        this.stat = stat;
        this.origin = origin;
        this.finder = finder;
        this.publishers = publishers;
        this.limits = limits;
        this.content = Content.open(stat.path());
    }

    /** Whether a record is ready to be sent. */
    boolean ready() {
        return ready;
    }

    /** When the ready record was written, in milliseconds since 1970. */
    long timeMillis() {
        return source == null ? RecordTime.NONE : source.records.timeMillis();
    }

    FileStat stat() {
        return stat;
    }

    /** Looks for a record where none was ready. */
    void poll() {
        if (!ready && !broken) {
            advance();
        }
    }

    /** @return false: not taken now, the record stays ready */
    boolean send() {
        Source current = source;
        if (!ready || current == null) {
            throw new IllegalStateException("no record is ready");
        }
        RawRecord record = current.records.record();
        long safeOffset = current.records.safeOffset();
        if (!current.publisher.send(record.offset(), record.value(), record.length(), safeOffset)) {
            return false;
        }
        ready = false;
        advance();
        return true;
    }

    /** The file will not grow: what was begun at its end is taken as it is. */
    void end() {
        ending = true;
    }

    /** Whether {@link #end} was said. */
    boolean ending() {
        return ending;
    }

    /** Whether there is nothing more to be read and there will not be. */
    boolean done() {
        return broken || atEnd;
    }

    /** Whether reading failed and waits for the file to change. */
    boolean broken() {
        return broken;
    }

    /** Whether all that was read is acknowledged. */
    boolean acknowledged() {
        return source == null || source.publisher.pending() == 0;
    }

    /** How long ago the file grew last, in nanoseconds. */
    long quietNanos() {
        return source == null ? Long.MAX_VALUE : System.nanoTime() - source.readNanos;
    }

    /** Bytes of the file that are not yet acknowledged; of a packed file, its whole size until it is finished. */
    long lagBytes() {
        Source current = source;
        if (current == null) {
            return stat.size();
        }
        if (content instanceof Content.Packed) {
            return current.finished ? 0 : stat.size();
        }
        return Math.max(0, stat.size() - current.publisher.safeOffset());
    }

    /** Takes note of the file's present name and size. */
    void seen(FileStat now) {
        boolean changed = now.size() != stat.size() || now.modifiedMillis() != stat.modifiedMillis();
        stat = now;
        if (changed && (broken || content instanceof Content.Packed)) {
            rewind(publishers);
        }
    }

    /** Reads again from where the source is safe, and sends by other means. */
    void rewind(Publishers others) {
        publishers = others;
        leave();
        broken = false;
        atEnd = false;
    }

    /** How far the source is, for the registry; null where there is no source yet. */
    @Nullable
    RegistryEntry checkpoint(long nowMillis) throws IOException {
        Source current = source;
        if (current == null) {
            return null;
        }
        long safeOffset = current.publisher.safeOffset();
        RegistryEntry entry = current.entry.seen(stat, nowMillis);
        if (safeOffset != entry.offset()) {
            byte[] before = content.before(safeOffset);
            entry = entry.at(safeOffset, Fingerprint.of(before, 0, before.length));
        }
        if (current.finished && current.publisher.pending() == 0) {
            entry = entry.finished(stat);
        }
        current.entry = entry;
        return entry;
    }

    @Override
    public void close() throws IOException {
        leave();
        content.close();
    }

    private void advance() {
        try {
            ready = source == null ? begin() : more(source);
            atEnd = !ready && (ending || (source != null && source.finished));
        } catch (IOException e) {
            broken = true;
            LOG.warn("cannot read {} any further until it changes: {}", stat.path(), e.toString());
        }
    }

    private boolean begin() throws IOException {
        boolean whole = ending || content instanceof Content.Packed;
        RegistryEntry entry = finder.find(stat, content, whole);
        if (entry == null) {
            return false;
        }
        if (content instanceof Content.Packed && entry.isFinished(stat)) {
            source = new Source(entry, InputStream.nullInputStream());
            source.finished = true;
            return false;
        }
        source = new Source(entry, content.from(entry.offset()));
        return more(source);
    }

    private boolean more(Source current) throws IOException {
        if (current.finished) {
            return false;
        }
        if (current.records.next()) {
            current.readNanos = System.nanoTime();
            return true;
        }
        if (content instanceof Content.Packed) {
            current.finished = !current.records.rest();
            return !current.finished;
        }
        if (current.in instanceof TailStream tail && tail.truncated()) {
            return current.records.rest() || again();
        }
        if (ending) {
            return current.records.rest();
        }
        if (current.records.unfinished() && quietNanos() > limits.groupTimeoutNanos) {
            return current.records.flush();
        }
        current.records.release();
        return false;
    }

    private boolean again() throws IOException {
        LOG.info("{} was truncated, it is read from its beginning as a new source", stat.path());
        leave();
        return begin();
    }

    private void leave() {
        if (source != null) {
            finder.leave(source.entry.source());
            source.close();
            source = null;
        }
        ready = false;
    }

    /** The content that is being read. */
    private final class Source {
        private final SourcePublisher publisher;
        private final InputStream in;
        private final RecordReader records;
        private RegistryEntry entry;
        private long readNanos = System.nanoTime();
        /** A packed file's end was reached. */
        private boolean finished;

        private Source(RegistryEntry entry, InputStream in) {
            this.entry = entry;
            this.in = in;
            this.publisher = publishers.source(entry.source(), origin, entry.offset());
            LineReader lines = new LineReader(in, entry.offset(), limits.bufferBytes);
            this.records = new RecordReader(lines, entry.source(), origin);
        }

        private void close() {
            try {
                in.close();
            } catch (IOException e) {
                LOG.debug("closing {}", stat.path(), e);
            }
        }
    }
}
