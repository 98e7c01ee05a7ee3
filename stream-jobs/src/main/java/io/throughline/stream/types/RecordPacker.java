package io.throughline.stream.types;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Java records to bytes and back, one after another through the same buffer; not safe for use by several threads. */
public final class RecordPacker<R> {
    private final RecordCodec<R> codec;
    private final DataOutputSerializer out = new DataOutputSerializer(512);
    private final DataInputDeserializer in = new DataInputDeserializer();

    private RecordPacker(RecordCodec<R> codec) {
        this.codec = codec;
    }

    public static <R> RecordPacker<R> of(Class<R> type) {
        return new RecordPacker<>(RecordCodec.of(type));
    }

    public byte[] pack(R value) {
        try {
            out.clear();
            codec.write(value, out);
            return out.getCopyOfBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /**
     * Adds {@code count} records, packed one behind the other, to a list.
     *
     * @throws UncheckedIOException the bytes are of no such records
     */
    public List<R> unpack(byte[] bytes, int count, List<R> into) {
        try {
            in.setBuffer(bytes);
            for (int i = 0; i < count; i++) {
                into.add(codec.read(in));
            }
            return into;
        } catch (IOException e) {
            throw new UncheckedIOException("packed bytes are damaged", e);
        }
    }
}
