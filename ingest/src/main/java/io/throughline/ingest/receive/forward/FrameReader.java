package io.throughline.ingest.receive.forward;

import io.throughline.ingest.receive.msgpack.MsgpackLimits;
import io.throughline.ingest.receive.msgpack.MsgpackReader;
import io.throughline.ingest.receive.msgpack.MsgpackType;
import io.throughline.ingest.receive.peers.Names;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of all modes: {@code [tag, time, record, options]} (Message), {@code [tag, [entry, ...], options]} (Forward),
 * {@code [tag, packed entries, options]} (PackedForward and CompressedPackedForward), each with or without options. One per thread.
 */
final class FrameReader {
    /** Of what is written of a tag; those of pods are up to 480. */
    static final int MAX_TAG_CHARS = 1024;

    private final MsgpackLimits limits;
    private final MsgpackLimits unpackedLimits;
    private final int maxChunkBytes;
    private final EntryReader entries;

    FrameReader(ForwardConfig.Limits limits) {
        this.maxChunkBytes = limits.chunkBytes();
        this.limits = MsgpackLimits.DEFAULTS.withMaxBytes(limits.frameBytes());
        this.unpackedLimits = new MsgpackLimits(maxChunkBytes, maxChunkBytes, MsgpackLimits.DEFAULTS.maxDepth());
        this.entries = new EntryReader(maxChunkBytes);
    }

    /**
     * Reads one whole frame.
     *
     * @return null: a nil, by which a sender only shows that it is there
     * @throws IOException what was sent is no frame, or goes beyond a limit
     */
    @Nullable
    Frame read(byte[] bytes, int from, int to) throws IOException {
        return read(bytes, from, to, FrameMemory.unbounded());
    }

    /**
     * The same, with so much memory.
     *
     * @throws NoMemoryException there is none now
     */
    @Nullable
    Frame read(byte[] bytes, int from, int to, FrameMemory memory) throws IOException {
        MsgpackReader reader = new MsgpackReader(bytes, from, to, limits);
        MsgpackType type = reader.next();
        if (type == MsgpackType.NIL) {
            return null;
        }
        int elements = type == MsgpackType.ARRAY ? reader.count() : 0;
        if (elements < 2 || elements > 4) {
            throw new ForwardException("a frame must be an array of 2 to 4 elements");
        }
        MsgpackType tagType = reader.next();
        if (tagType != MsgpackType.TEXT && tagType != MsgpackType.BINARY) {
            throw new ForwardException("a tag must be text, not " + tagType);
        }
        String tag = Names.cut(reader.text(), MAX_TAG_CHARS);
        entries.begin(tag, memory);
        int body = reader.position();
        MsgpackType mode = reader.peek();
        boolean message =
                mode == MsgpackType.ARRAY ? isHead(reader) : mode != MsgpackType.TEXT && mode != MsgpackType.BINARY;
        FrameOptions options = options(reader, elements, message ? 3 : 2);
        reader.position(body);
        if (message) {
            entries.timeAndRecord(reader);
        } else if (mode == MsgpackType.ARRAY) {
            reader.next();
            int count = reader.count();
            for (int i = 0; i < count; i++) {
                entries.entry(reader);
            }
        } else {
            reader.next();
            packed(reader, options, memory);
        }
        return new Frame(tag, entries.values(), options.chunk(), entries.found());
    }

    /** Whether the array that comes next is a time with metadata, and no array of entries, which are arrays themselves. */
    private static boolean isHead(MsgpackReader reader) throws IOException {
        int from = reader.position();
        reader.next();
        boolean head = reader.count() == 2 && reader.peek() != MsgpackType.ARRAY;
        reader.position(from);
        return head;
    }

    /** @param before the elements that come before the options */
    private static FrameOptions options(MsgpackReader reader, int elements, int before) throws IOException {
        if (elements < before || elements > before + 1) {
            throw new ForwardException("a frame of this mode must not have " + elements + " elements");
        }
        for (int i = 1; i < before; i++) {
            reader.skip();
        }
        return elements == before ? FrameOptions.NONE : FrameOptions.read(reader);
    }

    private void packed(MsgpackReader reader, FrameOptions options, FrameMemory memory) throws IOException {
        byte[] bytes = reader.bytes();
        int from = reader.start();
        int to = reader.end();
        if (options.compression() == FrameOptions.Compression.NONE) {
            entries(new MsgpackReader(bytes, from, to, limits));
            return;
        }
        Unpacking unpacking = new Unpacking(maxChunkBytes, memory);
        if (options.compression() == FrameOptions.Compression.GZIP) {
            unpacking.gzip(bytes, from, to);
        } else {
            unpacking.zstd(bytes, from, to);
        }
        entries(new MsgpackReader(unpacking.output(), 0, unpacking.length(), unpackedLimits));
    }

    private void entries(MsgpackReader reader) throws IOException {
        while (reader.hasNext()) {
            entries.entry(reader);
        }
    }
}
