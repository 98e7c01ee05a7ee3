package io.throughline.core.frame;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.fuzz.Check;
import java.util.ArrayList;
import java.util.List;

/** The framing of a file's lines into messages. */
public final class FrameTargets {
    private static final FrameLimits LIMITS = new FrameLimits(512, 8, 64);
    private static final int KEPT_OF_LINE = 700;

    private FrameTargets() {}

    /**
     * Records come in the order of their offsets, none is longer than it may be, every line is in exactly one record, and nothing is
     * held at the end.
     */
    public static void messages(byte[] bytes) {
        List<RawRecord> records = new ArrayList<>();
        MessageFramer framer = new MessageFramer("f", Origin.ofHost("n"), LIMITS, records::add);
        long lines = 0;
        int from = 0;
        while (from < bytes.length) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            lines += to > from ? to - from : 0;
            framer.line(bytes, from, Math.min(to, from + KEPT_OF_LINE), from, to - from);
            long settled = framer.settledOffset();
            for (RawRecord record : records) {
                Check.that(record.offset() < settled, "handed on at " + record.offset() + ", settled at " + settled);
            }
            from = to + 1;
        }
        framer.flush();
        Check.same(MessageFramer.NOTHING_HELD, framer.settledOffset(), "offsets at the end");
        long before = -1;
        long handedOn = 0;
        boolean cut = false;
        for (RawRecord record : records) {
            Check.that(record.offset() > before, record.offset() + " behind " + before);
            before = record.offset();
            Check.that(record.value().length <= KEPT_OF_LINE, "a record of " + record.value().length);
            Check.same(
                    bytes[(int) record.offset()],
                    record.value().length == 0 ? (byte) 0 : record.value()[0],
                    "first bytes at offset " + record.offset());
            handedOn += record.length() - joints(record);
            cut |= record.cut();
        }
        // What was cut off had line feeds in it, too.
        Check.that(cut ? handedOn >= lines : handedOn == lines, handedOn + " bytes in records of " + lines);
    }

    /** Line feeds that join lines. */
    private static int joints(RawRecord record) {
        int joints = 0;
        for (byte b : record.value()) {
            joints += b == '\n' ? 1 : 0;
        }
        return joints;
    }
}
