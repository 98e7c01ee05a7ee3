package io.throughline.stream.correlate;

import io.throughline.stream.types.RecordPacker;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link FlowPart}s as bytes, some 200 each. A part is packed where its event is read, and unpacked when its flow is assembled: a
 * flow keeps its parts for minutes, and as objects they would take several times the room, which a garbage collector copies again
 * and again.
 *
 * @param count of parts
 * @param latest time of a part, in milliseconds since 1970
 * @param known when all of them were known to belong to the flow, likewise: later than their times where that was inferred
 * @param bytes as {@link RecordPacker} writes them, one behind the other
 */
public record PackedParts(int count, long latest, long known, byte[] bytes) {
    public static PackedParts of(FlowPart part, RecordPacker<FlowPart> packer) {
        long time = part.time().toEpochMilli();
        return new PackedParts(1, time, time, packer.pack(part));
    }

    /** The same where this was found out later. */
    public PackedParts knownAt(long later) {
        return new PackedParts(count, latest, Math.max(known, later), bytes);
    }

    /** All of them as one. */
    static PackedParts joined(List<PackedParts> pieces) {
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        int count = 0;
        int length = 0;
        long latest = Long.MIN_VALUE;
        long known = Long.MIN_VALUE;
        for (PackedParts piece : pieces) {
            count += piece.count;
            length += piece.bytes.length;
            latest = Math.max(latest, piece.latest);
            known = Math.max(known, piece.known);
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (PackedParts piece : pieces) {
            System.arraycopy(piece.bytes, 0, bytes, at, piece.bytes.length);
            at += piece.bytes.length;
        }
        return new PackedParts(count, latest, known, bytes);
    }

    public List<FlowPart> unpack(RecordPacker<FlowPart> packer) {
        return packer.unpack(bytes, count, new ArrayList<>(count));
    }
}
