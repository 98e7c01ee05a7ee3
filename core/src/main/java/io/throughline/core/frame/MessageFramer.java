package io.throughline.core.frame;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups the physical lines of one message, for everyone who reads files: of one that an engine split, and of a stack trace or
 * what else {@link Multiline} says. Docker's json-file driver cuts a message every 16 KiB:
 * a {@code log} without a final line feed goes on in the next line of its stream. CRI marks all parts but the last with
 * {@code P}. Since the rest of a Docker message can be missing, a line that recognisably starts a message is one of its own,
 * unless it has the very time of the part before it, as newer engines write.
 *
 * <p>A record's value is its envelope lines as they were, joined by line feeds; its offset is the first line's. Records are
 * handed on in the order of their offsets, on which telling sent-again records from new ones rests: where standard output and
 * error are mixed, what comes while a message of the other stream is unfinished waits for it, and when {@link FrameLimits} as
 * much waits, the unfinished one is handed on as it is. Empty lines say nothing and are passed over. One framer per file, one
 * thread at a time.
 */
public final class MessageFramer {
    /** Nothing is held: everything that came in was handed on. */
    public static final long NOTHING_HELD = Long.MAX_VALUE;

    private final String source;
    private final Origin origin;
    private final FrameLimits limits;
    private final Consumer<RawRecord> out;
    private final EnvelopeLine envelope = new EnvelopeLine();
    private final @Nullable Group[] open = new @Nullable Group[2];
    private final TraceRules[] rules;
    /** Whole records behind an unfinished one. */
    private final PriorityQueue<RawRecord> waiting = new PriorityQueue<>(Comparator.comparingLong(RawRecord::offset));

    private long waitingBytes;

    /** Stack traces are joined. */
    public MessageFramer(String source, Origin origin, FrameLimits limits, Consumer<RawRecord> out) {
        this(source, origin, limits, Multiline.TRACES, out);
    }

    public MessageFramer(
            String source, Origin origin, FrameLimits limits, Multiline multiline, Consumer<RawRecord> out) {
        this.source = source;
        this.origin = origin;
        this.limits = limits;
        this.rules = new TraceRules[] {new TraceRules(multiline), new TraceRules(multiline)};
        this.out = out;
    }

    /**
     * Takes the file's next line. The bytes are copied.
     *
     * @param offset of the line's first byte, from the start of the source
     * @param trueLength the line's length in bytes; more than {@code to - from} where the reader kept only its beginning: such a
     *     line is a record of its own
     */
    public void line(byte[] buffer, int from, int to, long offset, int trueLength) {
        if (from == to) {
            return;
        }
        if (trueLength > to - from) {
            flush();
            rules[0].reset();
            emit(buffer, from, to, offset, trueLength);
            return;
        }
        envelope.read(buffer, from, to);
        if (envelope.kind() == EnvelopeLine.Kind.NONE && holdsEnvelopes()) {
            flush();
        }
        part(buffer, from, to, offset);
    }

    /** Hands on what is held, the earliest first: the file has ended, or its writer has been silent for long. */
    public void flush() {
        int first = offset(0) <= offset(1) ? 0 : 1;
        close(first);
        close(1 - first);
    }

    /** Whether no line that is held was said to go on by its writer: a stack trace may have more lines, or not. */
    public boolean complete() {
        for (Group group : open) {
            if (group != null && group.unfinished()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The offset below which every line was handed on: where to begin again after a restart. {@link #NOTHING_HELD} where that is
     * wherever the reader stands, so take the smaller of this and the reader's next offset.
     */
    public long settledOffset() {
        RawRecord first = waiting.peek();
        return Math.min(earliestOpen(), first == null ? NOTHING_HELD : first.offset());
    }

    private boolean holdsEnvelopes() {
        Group first = open[0];
        return open[1] != null || (first != null && !first.isOf(EnvelopeLine.Kind.NONE));
    }

    private long earliestOpen() {
        return Math.min(offset(0), offset(1));
    }

    private void part(byte[] buffer, int from, int to, long offset) {
        int stream = envelope.stream();
        Group group = open[stream];
        TraceRules rule = rules[stream];
        if (!goesOn(group, rule, buffer)) {
            close(stream);
            group = null;
        }
        if (group != null) {
            group.add(envelope, buffer, from, to);
        } else if (envelope.unfinished() || rule.mayGoOn()) {
            open[stream] = new Group(limits, envelope, buffer, from, to, offset);
        } else {
            emit(buffer, from, to, offset, to - from);
        }
        if (!envelope.unfinished() && !rule.mayGoOn()) {
            close(stream);
        }
    }

    /** The rules see the first part of every line of text, and whether it goes on with the one before. */
    private boolean goesOn(@Nullable Group group, TraceRules rule, byte[] buffer) {
        boolean afterPart = group != null && group.unfinished();
        if (group != null && afterPart && !group.full() && group.continuedBy(envelope, buffer)) {
            return true;
        }
        if (afterPart || (group != null && !group.isOf(envelope.kind()))) {
            rule.reset();
        }
        boolean escaped = envelope.kind() == EnvelopeLine.Kind.DOCKER;
        boolean continues = rule.continues(buffer, envelope.textStart(), envelope.textEnd(), escaped);
        return continues && group != null && !afterPart && !group.full();
    }

    private void close(int stream) {
        Group group = open[stream];
        if (group != null) {
            open[stream] = null;
            handOn(group.record(source, origin));
        }
    }

    private void handOn(RawRecord record) {
        if (waiting.isEmpty() && record.offset() < earliestOpen()) {
            out.accept(record);
            return;
        }
        waiting.add(record);
        waitingBytes += record.value().length;
        if (waiting.size() > limits.maxLines() || waitingBytes > limits.maxBytes()) {
            close(offset(0) < offset(1) ? 0 : 1);
        }
        for (RawRecord first = waiting.peek();
                first != null && first.offset() < earliestOpen();
                first = waiting.peek()) {
            waiting.remove();
            waitingBytes -= first.value().length;
            out.accept(first);
        }
    }

    private long offset(int stream) {
        Group group = open[stream];
        return group == null ? NOTHING_HELD : group.offset();
    }

    private void emit(byte[] buffer, int from, int to, long offset, int trueLength) {
        handOn(new RawRecord(source, offset, Arrays.copyOfRange(buffer, from, to), trueLength, origin));
    }
}
