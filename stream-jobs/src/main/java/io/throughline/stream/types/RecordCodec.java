package io.throughline.stream.types;

import io.throughline.core.model.LatencyHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a Java record: its components in order, each null-safe. Components may be strings, byte arrays, primitives
 * and their boxes, {@link Instant}, {@link Duration}, {@link LatencyHistogram}, enums, records, lists and maps of these.
 * Lists and maps are read back mutable, so that state may be kept in them.
 *
 * <p>A string costs its UTF-8 bytes and one to five more, an instant twelve, an absent component one.
 */
public final class RecordCodec<R> {
    /** What room is made for before the bytes are there: damaged bytes may promise any length. */
    private static final int FIRST_BYTES = 64 << 10;

    private static final int FIRST_ELEMENTS = 1024;

    /** One codec a type: its method handles are compiled once, not again for each of a job's serializers. */
    private static final ClassValue<RecordCodec<?>> ALL = new ClassValue<>() {
        @Override
        protected RecordCodec<?> computeValue(Class<?> type) {
            if (!type.isRecord()) {
                throw new IllegalArgumentException(type + " is not a record");
            }
            return new RecordCodec<>(type);
        }
    };

    private final Class<R> type;
    private final Component[] components;
    private final MethodHandle constructor;

    private RecordCodec(Class<R> type) {
        this.type = type;
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            RecordComponent[] parts = type.getRecordComponents();
            components = new Component[parts.length];
            Class<?>[] parameters = new Class<?>[parts.length];
            for (int i = 0; i < parts.length; i++) {
                parameters[i] = parts[i].getType();
                MethodHandle accessor = lookup.unreflect(parts[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
                components[i] = new Component(accessor, Form.of(parts[i].getGenericType()));
            }
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parts.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be opened to its codec", e);
        }
    }

    /**
     * @throws IllegalArgumentException the type is no record, or has a component without a form
     */
    @SuppressWarnings("unchecked") // ALL makes each codec of its own key.
    public static <R> RecordCodec<R> of(Class<R> type) {
        return (RecordCodec<R>) ALL.get(type);
    }

    /** What the form depends on: two codecs with the same signature read each other's bytes. */
    public String signature() {
        return type.getSimpleName()
                + Arrays.stream(components)
                        .map(component -> component.form.signature())
                        .collect(Collectors.joining(",", "(", ")"));
    }

    public void write(R value, DataOutput out) throws IOException {
        for (Component component : components) {
            component.form.write(component.get(value), out);
        }
    }

    public R read(DataInput in) throws IOException {
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].form.read(in);
        }
        try {
            return type.cast((Object) constructor.invokeExact(values));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(type.getSimpleName() + " cannot be made of what was read", e);
        }
    }

    private record Component(MethodHandle accessor, Form form) {
        @Nullable
        Object get(Object of) {
            try {
                return (@Nullable Object) accessor.invokeExact(of);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** How one type of component is written. */
    private abstract static class Form {
        abstract String signature();

        abstract void write(@Nullable Object value, DataOutput out) throws IOException;

        abstract @Nullable Object read(DataInput in) throws IOException;

        static Form of(Type type) {
            if (type instanceof ParameterizedType generic) {
                Type[] arguments = generic.getActualTypeArguments();
                if (generic.getRawType() == List.class) {
                    return list(of(arguments[0]));
                }
                if (generic.getRawType() == Map.class) {
                    return map(of(arguments[0]), of(arguments[1]));
                }
            }
            if (type instanceof Class<?> plain) {
                Scalar<?> scalar = Scalar.ALL.get(plain);
                if (scalar != null) {
                    return scalar;
                }
                if (plain.isEnum()) {
                    return ofEnum(plain);
                }
                if (plain.isRecord()) {
                    return nested(RecordCodec.of(plain));
                }
            }
            throw new IllegalArgumentException("no form for " + type);
        }

        private static Form list(Form element) {
            return new Scalar<List<?>>(
                    "[" + element.signature() + "]",
                    (list, out) -> {
                        writeLength(list.size(), out);
                        for (Object item : list) {
                            element.write(item, out);
                        }
                    },
                    in -> {
                        int size = readLength(in);
                        List<@Nullable Object> list = new ArrayList<>(Math.min(size, FIRST_ELEMENTS));
                        for (int i = 0; i < size; i++) {
                            list.add(element.read(in));
                        }
                        return list;
                    });
        }

        private static Form map(Form key, Form value) {
            return new Scalar<Map<?, ?>>(
                    "{" + key.signature() + ":" + value.signature() + "}",
                    (map, out) -> {
                        writeLength(map.size(), out);
                        for (Map.Entry<?, ?> entry : map.entrySet()) {
                            key.write(entry.getKey(), out);
                            value.write(entry.getValue(), out);
                        }
                    },
                    in -> {
                        int size = readLength(in);
                        Map<@Nullable Object, @Nullable Object> map =
                                HashMap.newHashMap(Math.min(size, FIRST_ELEMENTS));
                        for (int i = 0; i < size; i++) {
                            map.put(key.read(in), value.read(in));
                        }
                        return map;
                    });
        }

        @SuppressWarnings(
                "EnumOrdinal") // The signature names the constants in order: a change is noticed, not misread.
        private static Form ofEnum(Class<?> type) {
            Object[] constants = type.getEnumConstants();
            return new Scalar<Enum<?>>(
                    type.getSimpleName() + Arrays.toString(constants),
                    (constant, out) -> out.writeByte(constant.ordinal()),
                    in -> (Enum<?>) constants[in.readUnsignedByte()]);
        }

        private static <N> Form nested(RecordCodec<N> codec) {
            return new Scalar<>(codec.signature(), codec::write, codec::read);
        }
    }

    private interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    /** A form behind one byte that says whether there is a value. */
    private static final class Scalar<T> extends Form {
        static final Map<Class<?>, Scalar<?>> ALL = new HashMap<>();

        /** Nearly all strings are ids and names, which need no array of their own on their way. */
        private static final int SHORT = 256;

        private static final ThreadLocal<byte[]> ROOM = ThreadLocal.withInitial(() -> new byte[SHORT]);

        static {
            add("s", Scalar::writeString, Scalar::readString, String.class);
            add("l", (n, out) -> out.writeLong(n), DataInput::readLong, Long.class, long.class);
            add("i", (n, out) -> out.writeInt(n), DataInput::readInt, Integer.class, int.class);
            add("d", (n, out) -> out.writeDouble(n), DataInput::readDouble, Double.class, double.class);
            add("z", (b, out) -> out.writeBoolean(b), DataInput::readBoolean, Boolean.class, boolean.class);
            add("b", Scalar::writeBytes, Scalar::readBytes, byte[].class);
            add("t", Scalar::writeInstant, Scalar::readInstant, Instant.class);
            add("h", Scalar::writeHistogram, Scalar::readHistogram, LatencyHistogram.class);
            add("u", (d, out) -> out.writeLong(d.toNanos()), in -> Duration.ofNanos(in.readLong()), Duration.class);
        }

        private final String signature;
        private final Writer<T> writer;
        private final Reader<T> reader;

        Scalar(String signature, Writer<T> writer, Reader<T> reader) {
            this.signature = signature;
            this.writer = writer;
            this.reader = reader;
        }

        @SafeVarargs
        private static <T> void add(String signature, Writer<T> writer, Reader<T> reader, Class<T>... types) {
            for (Class<T> type : types) {
                ALL.put(type, new Scalar<>(signature, writer, reader));
            }
        }

        @Override
        String signature() {
            return signature;
        }

        @Override
        @SuppressWarnings("unchecked") // Form.of chose this form for the component's type.
        void write(@Nullable Object value, DataOutput out) throws IOException {
            out.writeBoolean(value != null);
            if (value != null) {
                writer.write((T) value, out);
            }
        }

        @Override
        @Nullable
        Object read(DataInput in) throws IOException {
            return in.readBoolean() ? reader.read(in) : null;
        }

        private static void writeString(String text, DataOutput out) throws IOException {
            writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
        }

        private static String readString(DataInput in) throws IOException {
            int length = readLength(in);
            if (length > SHORT) {
                return new String(readBytes(length, in), StandardCharsets.UTF_8);
            }
            byte[] room = ROOM.get();
            in.readFully(room, 0, length);
            return new String(room, 0, length, StandardCharsets.UTF_8);
        }

        private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
            writeLength(bytes.length, out);
            out.write(bytes);
        }

        private static byte[] readBytes(DataInput in) throws IOException {
            return readBytes(readLength(in), in);
        }

        private static byte[] readBytes(int length, DataInput in) throws IOException {
            byte[] bytes = new byte[Math.min(length, FIRST_BYTES)];
            in.readFully(bytes);
            while (bytes.length < length) {
                int had = bytes.length;
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * had));
                in.readFully(bytes, had, bytes.length - had);
            }
            return bytes;
        }

        private static void writeInstant(Instant time, DataOutput out) throws IOException {
            out.writeLong(time.getEpochSecond());
            out.writeInt(time.getNano());
        }

        private static void writeHistogram(LatencyHistogram histogram, DataOutput out) throws IOException {
            writeLength(histogram.buckets().size(), out);
            for (Map.Entry<Integer, Long> bucket : histogram.buckets().entrySet()) {
                writeLength(bucket.getKey(), out);
                out.writeLong(bucket.getValue());
            }
        }

        private static LatencyHistogram readHistogram(DataInput in) throws IOException {
            LatencyHistogram histogram = new LatencyHistogram();
            for (int left = readLength(in); left > 0; left--) {
                histogram.add(readLength(in), in.readLong());
            }
            return histogram;
        }

        private static Instant readInstant(DataInput in) throws IOException {
            return Instant.ofEpochSecond(in.readLong(), in.readInt());
        }
    }

    /** Seven bits a byte, the lowest first. */
    private static void writeLength(int length, DataOutput out) throws IOException {
        int rest = length;
        while (rest > 0x7f) {
            out.writeByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    private static int readLength(DataInput in) throws IOException {
        int length = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            int next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            if (next < 0x80 && length >= 0) {
                return length;
            }
        }
        throw new IOException("no length");
    }
}
