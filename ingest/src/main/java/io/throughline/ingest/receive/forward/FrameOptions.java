package io.throughline.ingest.receive.forward;

import io.throughline.ingest.receive.msgpack.MsgpackException;
import io.throughline.ingest.receive.msgpack.MsgpackReader;
import io.throughline.ingest.receive.msgpack.MsgpackType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A frame's last element: {@code {"chunk": ..., "size": 2, "compressed": "gzip"}} and what senders add to it. The size is passed
 * over: some say the number of entries, Fluency the number of bytes.
 */
record FrameOptions(Frame.@Nullable ChunkName chunk, Compression compression) {
    static final FrameOptions NONE = new FrameOptions(null, Compression.NONE);

    /** Those known are 24 to 32 bytes. */
    private static final int MAX_CHUNK_BYTES = 1024;

    enum Compression {
        NONE,
        GZIP,
        ZSTD
    }

    static FrameOptions read(MsgpackReader reader) throws MsgpackException, ForwardException {
        MsgpackType type = reader.next();
        if (type == MsgpackType.NIL) {
            return NONE;
        }
        if (type != MsgpackType.MAP) {
            throw new ForwardException("options must be a map, not " + type);
        }
        Frame.ChunkName chunk = null;
        Compression compression = Compression.NONE;
        int count = reader.count();
        for (int i = 0; i < count; i++) {
            switch (key(reader)) {
                case "chunk" -> chunk = chunk(reader);
                case "compressed" -> compression = compression(reader);
                case "fluent_signal" -> logsOnly(number(reader, 0));
                default -> reader.skip();
            }
        }
        return new FrameOptions(chunk, compression);
    }

    private static String key(MsgpackReader reader) throws MsgpackException {
        int from = reader.position();
        MsgpackType type = reader.next();
        if (type == MsgpackType.TEXT || type == MsgpackType.BINARY) {
            return reader.text();
        }
        reader.position(from);
        reader.skip();
        return "";
    }

    private static Frame.@Nullable ChunkName chunk(MsgpackReader reader) throws MsgpackException, ForwardException {
        int from = reader.position();
        MsgpackType type = reader.next();
        if (type == MsgpackType.NIL) {
            return null;
        }
        if (type != MsgpackType.TEXT && type != MsgpackType.BINARY) {
            throw new ForwardException("a chunk's name must be text, not " + type);
        }
        if (reader.position() - from > MAX_CHUNK_BYTES) {
            throw new ForwardException("a chunk's name of more than " + MAX_CHUNK_BYTES + " bytes");
        }
        return new Frame.ChunkName(reader.content(), Arrays.copyOfRange(reader.bytes(), from, reader.position()));
    }

    /** What is no number says nothing. */
    private static long number(MsgpackReader reader, long otherwise) throws MsgpackException {
        int from = reader.position();
        if (reader.next() == MsgpackType.INTEGER) {
            return reader.integer();
        }
        reader.position(from);
        reader.skip();
        return otherwise;
    }

    private static Compression compression(MsgpackReader reader) throws MsgpackException, ForwardException {
        MsgpackType type = reader.next();
        if (type == MsgpackType.NIL) {
            return Compression.NONE;
        }
        if (type != MsgpackType.TEXT && type != MsgpackType.BINARY) {
            throw new ForwardException("the compression's name must be text, not " + type);
        }
        return switch (reader.text()) {
            case "text" -> Compression.NONE;
            case "gzip" -> Compression.GZIP;
            case "zstd" -> Compression.ZSTD;
            default -> throw new ForwardException("a compression that is neither gzip nor zstd");
        };
    }

    /** Fluent Bit sends its own metrics (1) and traces (2) on the same way, whose entries are no records. */
    private static void logsOnly(long signal) throws ForwardException {
        if (signal != 0) {
            throw new ForwardException("metrics or traces (fluent_signal " + signal + ") where logs are received");
        }
    }
}
