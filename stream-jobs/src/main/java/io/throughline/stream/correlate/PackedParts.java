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
 * @param bytes as {@link RecordPacker} writes them, one behind the other
 */
public record PackedParts(int count, long latest, byte[] bytes) {
    public static PackedParts of(FlowPart part, RecordPacker<FlowPart> packer) {
        return new PackedParts(1, part.time().toEpochMilli(), packer.pack(part));
    }

    /** All of them as one. */
    static PackedParts joined(List<PackedParts> pieces) {
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        int count = 0;
        int length = 0;
        long latest = Long.MIN_VALUE;
        for (PackedParts piece : pieces) {
            count += piece.count;
            length += piece.bytes.length;
            latest = Math.max(latest, piece.latest);
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (PackedParts piece : pieces) {
            System.arraycopy(piece.bytes, 0, bytes, at, piece.bytes.length);
            at += piece.bytes.length;
        }
        return new PackedParts(count, latest, bytes);
    }

    public List<FlowPart> unpack(RecordPacker<FlowPart> packer) {
        return packer.unpack(bytes, count, new ArrayList<>(count));
    }
}
