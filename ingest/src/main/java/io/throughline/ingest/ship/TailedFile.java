package io.throughline.ingest.ship;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.source.RecordTime;
import io.throughline.ingest.publish.SourcePublisher;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file that is followed, under whatever name, until it is gone and read to its end. Its content is a source; after a
 * truncation it is another one. Where many files are followed, those that do not grow are not open.
 */
final class TailedFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(TailedFile.class);

    /** How the records of a source get to Kafka. */
    interface Publishers {
        /** @param safeOffset up to where the source is in Kafka already */
        SourcePublisher source(String source, Origin origin, long safeOffset);
    }

    /**
     * @param finder knows the sources
     * @param reading how lines become records
     * @param goneAfterNanos how long a file that looks like a short copy waits
     * @param nanoTime the clock by which a file is quiet
     * @param around what is read of a file at once, shared by all files of a thread
     */
    record Means(SourceFinder finder, Reading reading, long goneAfterNanos, LongSupplier nanoTime, ByteBuffer around) {}

    private final Means means;
    private final Origin origin;
    private final long sinceNanos;
    private Publishers publishers;
    private FileStat stat;
    private @Nullable FileChannel channel;
    private @Nullable Content content;
    private @Nullable TailedSource source;
    /** The source of which this file is a copy, for as long as another file holds it. */
    private @Nullable String copyOf;

    private boolean judgedOld;
    private boolean changed = true;
    private boolean ready;
    private boolean gone;
    private boolean ending;
    private boolean atEnd;
    private boolean broken;
    private boolean spokenOf;
    /** The file was truncated, and whoever copied it before has perhaps what was not read. */
    private boolean cut;

    private int lookAtCut;

    TailedFile(FileStat stat, Origin origin, Publishers publishers, Means means) {
        this.stat = stat;
        this.origin = origin;
        this.publishers = publishers;
        this.means = means;
        this.sinceNanos = means.nanoTime().getAsLong();
    }

    /**
     * Opens the file.
     *
     * @return false: there is another file under that name by now
     */
    boolean open() throws IOException {
        FileStat now = FileStat.of(stat.path());
        if (!now.regular() || !now.key().equals(stat.key())) {
            return false;
        }
        FileChannel opened = FileChannel.open(stat.path(), StandardOpenOption.READ);
        if (!FileStat.of(stat.path()).key().equals(stat.key())) {
            opened.close();
            return false;
        }
        channel = opened;
        changed = false;
        return true;
    }

    boolean isOpen() {
        return channel != null;
    }

    /** Whether it is not open and there may be something to read. */
    boolean wantsToBeOpen() {
        return channel == null && changed;
    }

    /** Whether it may be closed until it changes: nothing of it is unread or on its way. */
    boolean idle() {
        TailedSource current = source;
        boolean quiet = channel != null && !ready && !ending && !broken && !cut && copyOf == null;
        return quiet && (current == null ? stat.size() == 0 : current.readTo(stat.size()) && acknowledged());
    }

    /** Closes it until it changes. */
    void park() throws IOException {
        close();
    }

    /** Whether a record is ready to be sent. */
    boolean ready() {
        return ready;
    }

    /** When the ready record was written, in milliseconds since 1970. */
    long timeMillis() {
        return source == null ? RecordTime.NONE : source.timeMillis();
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

    /** @return how many bytes were sent; below 0: not taken now, the record stays ready */
    int send() {
        TailedSource current = source;
        if (!ready || current == null) {
            throw new IllegalStateException("no record is ready");
        }
        RawRecord record = current.record();
        if (!current.send()) {
            return -1;
        }
        ready = false;
        advance();
        return record.value().length;
    }

    /** The file will not grow: what was begun at its end is taken as it is. */
    void end() {
        ending = true;
    }

    /** Whether its name is gone, as far as is known. */
    boolean isGone() {
        return gone;
    }

    void gone(boolean now) {
        gone = now;
    }

    /** Whether {@link #end} was said. */
    boolean ending() {
        return ending;
    }

    /** Whether there is nothing more to be read and there will not be. */
    boolean done() {
        return broken || atEnd;
    }

    /** It cannot be opened, for now. */
    void fail() {
        broken = true;
    }

    /** Whether reading failed and waits for the file to change. */
    boolean broken() {
        return broken;
    }

    /** Whether all that was read is acknowledged. */
    boolean acknowledged() {
        return source == null || source.acknowledged();
    }

    /** How long ago the file grew last, in nanoseconds. */
    long quietNanos() {
        return source == null ? means.nanoTime().getAsLong() - sinceNanos : source.quietNanos();
    }

    /** Whether it was followed for so long that it will not change soon. */
    boolean isOld() {
        return means.nanoTime().getAsLong() - sinceNanos > means.goneAfterNanos();
    }

    /** Bytes of the file that are not yet acknowledged; of a packed file, its whole size until it is finished. */
    long lagBytes() {
        if (copyOf != null || (channel == null && !changed)) {
            return 0;
        }
        return source == null ? stat.size() : source.lagBytes(stat.size());
    }

    /** Takes note of the file's present name and size. */
    void seen(FileStat now) {
        boolean different = now.size() != stat.size() || now.modifiedMillis() != stat.modifiedMillis();
        changed |= different;
        stat = now;
        boolean again = source != null && source.frozen();
        if (broken ? different || !(content instanceof Content.Packed) : different && again) {
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

    /** How far the source is, for the registry; null where there is no source now. */
    @Nullable
    RegistryEntry checkpoint(long nowMillis) {
        return source == null ? null : source.checkpoint(stat, nowMillis);
    }

    /** Whether the file was truncated and the rest of what it had is looked for in copies. */
    boolean cut() {
        return cut;
    }

    /** Whether the file still has what was read of it. */
    boolean intact() throws IOException {
        return !cut && source != null && source.intact();
    }

    /** Whether the file's content begins with the first {@code length} bytes of another. */
    boolean begins(Content other, long length) throws IOException {
        Content own = content;
        return own != null && length <= own.length() && Arrays.equals(own.before(length), other.before(length));
    }

    /** Leaves the source of a file that was {@link #cut} to a file that has all of it. */
    void giveUp() {
        leave();
    }

    @Override
    public void close() throws IOException {
        leave();
        content = null;
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    private void advance() {
        try {
            ready = source == null ? begin() : more(source);
            boolean waits =
                    cut || wantsToBeOpen() || (source != null && !means.finder().isSaved(source.name()));
            atEnd = !ready && !waits && (ending || (source != null && source.finished()));
        } catch (IOException e) {
            broken = true;
            if (!spokenOf) {
                spokenOf = true;
                LOG.warn("cannot read {} any further for now: {}", stat.path(), e.toString());
            }
        }
    }

    private boolean begin() throws IOException {
        FileChannel open = channel;
        String copied = copyOf;
        if (open == null || (copied != null && means.finder().isHeld(copied) && judgedOld == isOld())) {
            return false;
        }
        boolean unknown = content == null;
        Content known = unknown ? Content.of(open, ending) : content;
        content = known;
        if (known == null) {
            return false;
        }
        judgedOld = isOld();
        boolean whole = ending || known instanceof Content.Packed;
        SourceFinder.Found found = means.finder().find(this, known, whole);
        copyOf = found instanceof SourceFinder.Found.CopyOf copy ? copy.source() : null;
        if (!(found instanceof SourceFinder.Found.Known(RegistryEntry entry))) {
            return false;
        }
        TailedSource begun = new TailedSource(
                entry, known, stat, publishers.source(entry.source(), origin, entry.offset()), origin, means);
        source = begun;
        return more(begun);
    }

    private boolean more(TailedSource current) throws IOException {
        if (!means.finder().isSaved(current.name())) {
            return false;
        }
        if (cut && means.finder().looks() == lookAtCut) {
            return false;
        }
        boolean found = current.next(ending || cut);
        if (found || !current.truncated()) {
            cut = false;
            return found;
        }
        if (!cut) {
            cut = true;
            lookAtCut = means.finder().looks();
            return false;
        }
        return again(current);
    }

    private boolean again(TailedSource current) throws IOException {
        LOG.info("{} was truncated, it is read from its beginning as a new source", stat.path());
        RegistryEntry entry = current.checkpoint(stat, System.currentTimeMillis());
        leave();
        means.finder().leaveCut(entry);
        content = null;
        return begin();
    }

    private void leave() {
        if (source != null) {
            means.finder().leave(source.name());
            source.close();
            source = null;
        }
        ready = false;
        cut = false;
        copyOf = null;
    }
}
