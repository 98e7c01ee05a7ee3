package io.throughline.stream.types;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** Tells Flink that a type is a Java record and how it is serialised: with {@link RecordCodec}. */
public final class RecordTypeInfo<R> extends TypeInformation<R> {
    private static final long serialVersionUID = 1L;

    private final Class<R> type;

    private RecordTypeInfo(Class<R> type) {
        this.type = type;
    }

    public static <R> RecordTypeInfo<R> of(Class<R> type) {
        return new RecordTypeInfo<>(type);
    }

    @Override
    public TypeSerializer<R> createSerializer(SerializerConfig config) {
        return new RecordSerializer<>(type);
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<R> getTypeClass() {
        return type;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordTypeInfo<?> that && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof RecordTypeInfo<?>;
    }
}
