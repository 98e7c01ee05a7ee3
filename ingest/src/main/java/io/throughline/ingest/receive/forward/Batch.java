package io.throughline.ingest.receive.forward;

import io.throughline.core.model.Origin;
import io.throughline.core.wire.Sha256;
import io.throughline.ingest.publish.Chunk;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames whose sender wants no acknowledgement, one after the other: loggers that send every record in a frame of its own are so
 * handed on in chunks of a reasonable size.
 */
final class Batch {
    private static final long ENOUGH_BYTES = 256 << 10;
    private static final int ENOUGH_VALUES = 4096;

    private @Nullable String tag;
    private List<byte[]> values = new ArrayList<>();
    private MessageDigest content = Sha256.newDigest();
    private long bytes;

    /** Of all records. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return tag == null;
    }

    /** Whether the frame may go into the same chunk as what is here. */
    boolean accepts(Frame frame) {
        return frame.chunk() == null
                && (tag == null || (tag.equals(frame.tag()) && bytes < ENOUGH_BYTES && values.size() < ENOUGH_VALUES));
    }

    /** @param sent holds the frame as it was sent */
    void add(Frame frame, byte[] sent, int from, int to) {
        tag = frame.tag();
        values.addAll(frame.values());
        bytes += frame.bytes();
        content.update(sent, from, to - from);
    }

    /** What is here as a chunk; there is nothing here then. */
    Chunk take(Chunks chunks, Origin origin) {
        Chunk chunk = chunks.unnamed(content, tag == null ? "" : tag, values, origin);
        clear();
        return chunk;
    }

    /** Lets go of what is here. */
    void clear() {
        tag = null;
        values = new ArrayList<>();
        bytes = 0;
    }
}
