package io.throughline.stream.types;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Flink's view of a {@link RecordCodec}. A checkpoint remembers the codec's signature: state of a record whose components have
 * changed since is refused when it is restored, rather than misread.
 */
final class RecordSerializer<R> extends TypeSerializer<R> {
    private static final long serialVersionUID = 1L;

    private final Class<R> type;
    private transient @Nullable RecordCodec<R> codec;

    RecordSerializer(Class<R> type) {
        this.type = type;
    }

    private RecordCodec<R> codec() {
        RecordCodec<R> known = codec;
        if (known == null) {
            known = RecordCodec.of(type);
            codec = known;
        }
        return known;
    }

    /** False although records are immutable: state records hold collections that their owner changes in place. */
    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<R> duplicate() {
        return new RecordSerializer<>(type);
    }

    @Override
    public R createInstance() {
        throw new UnsupportedOperationException("a " + type.getSimpleName() + " has no empty form");
    }

    @Override
    public R copy(R from) {
        try {
            DataOutputSerializer bytes = new DataOutputSerializer(256);
            codec().write(from, bytes);
            return codec().read(new DataInputDeserializer(bytes.getSharedBuffer(), 0, bytes.length()));
        } catch (IOException e) {
            throw new IllegalStateException("copying a " + type.getSimpleName() + " within memory failed", e);
        }
    }

    @Override
    public R copy(R from, R reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(R value, DataOutputView target) throws IOException {
        codec().write(value, target);
    }

    @Override
    public R deserialize(DataInputView source) throws IOException {
        return codec().read(source);
    }

    @Override
    public R deserialize(R reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordSerializer<?> that && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<R> snapshotConfiguration() {
        return new Snapshot<>(type, codec().signature());
    }

    /** What a checkpoint remembers of the serializer. */
    public static final class Snapshot<R> implements TypeSerializerSnapshot<R> {
        private @Nullable Class<R> type;
        private String signature = "";

        /** For Flink, which fills it by {@link #readSnapshot}. */
        public Snapshot() {}

        Snapshot(Class<R> type, String signature) {
            this.type = type;
            this.signature = signature;
        }

        @Override
        public int getCurrentVersion() {
            return 1;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(known().getName());
            byte[] bytes = signature.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        @Override
        @SuppressWarnings("unchecked") // The name was written by writeSnapshot, of a Class<R>.
        public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
            String name = in.readUTF();
            try {
                type = (Class<R>) Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                throw new IOException("the checkpoint holds a " + name + ", which this version does not know", e);
            }
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            signature = new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public TypeSerializer<R> restoreSerializer() {
            return new RecordSerializer<>(known());
        }

        @Override
        public TypeSerializerSchemaCompatibility<R> resolveSchemaCompatibility(TypeSerializerSnapshot<R> old) {
            return old instanceof Snapshot<R> that && that.signature.equals(signature)
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }

        private Class<R> known() {
            if (type == null) {
                throw new IllegalStateException("the snapshot was not read yet");
            }
            return type;
        }
    }
}
