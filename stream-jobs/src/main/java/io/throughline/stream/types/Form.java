package io.throughline.stream.types;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type are written and read.
 *
 * @param signature what the bytes depend on
 * @param writer takes a value and a {@link DataOutput}
 * @param reader takes a {@link DataInput} and returns a value
 */
record Form(String signature, MethodHandle writer, MethodHandle reader) {
    static final MethodType WRITES = MethodType.methodType(void.class, Object.class, DataOutput.class);
    static final MethodType READS = MethodType.methodType(Object.class, DataInput.class);

    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

    /** What room is made for before the elements are there: damaged bytes may promise any length. */
    private static final int FIRST_ELEMENTS = 1024;

    private static final MethodHandle IS_NULL =
            method(Objects.class, "isNull", MethodType.methodType(boolean.class, Object.class));
    private static final MethodHandle READ_PRESENT =
            method(DataInput.class, "readBoolean", MethodType.methodType(boolean.class));
    private static final MethodHandle WRITE_PRESENT =
            method(DataOutput.class, "writeBoolean", MethodType.methodType(void.class, boolean.class));

    private static MethodHandle method(Class<?> in, String name, MethodType type) {
        try {
            return in.isInterface() ? HERE.findVirtual(in, name, type) : HERE.findStatic(in, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a record that is there: its components, one behind the other. */
    static Form ofRecord(Class<?> type) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, HERE);
            RecordComponent[] parts = type.getRecordComponents();
            Class<?>[] parameters =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            MethodHandle writer = MethodHandles.empty(MethodType.methodType(void.class, type, DataOutput.class));
            MethodHandle reader = lookup.findConstructor(type, MethodType.methodType(void.class, parameters));
            List<String> signatures = new ArrayList<>();
            // What is put in front last happens first.
            for (int i = parts.length - 1; i >= 0; i--) {
                Form form = of(parts[i].getGenericType());
                MethodHandle accessor = lookup.unreflect(parts[i].getAccessor());
                writer = MethodHandles.foldArguments(writer, MethodHandles.filterArguments(form.writer, 0, accessor));
                reader = MethodHandles.collectArguments(reader, i, form.reader);
                signatures.addFirst(form.signature);
            }
            return new Form(
                    type.getSimpleName() + signatures.stream().collect(Collectors.joining(",", "(", ")")),
                    writer,
                    MethodHandles.permuteArguments(
                            reader, MethodType.methodType(type, DataInput.class), new int[parts.length]));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be opened to its codec", e);
        }
    }

    private static Form of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new Lists(of(arguments[0])).form(List.class).orAbsent();
            }
            if (generic.getRawType() == Map.class) {
                return new Maps(of(arguments[0]), of(arguments[1]))
                        .form(Map.class)
                        .orAbsent();
            }
        }
        if (type instanceof Class<?> plain) {
            Form scalar = Scalars.form(plain);
            if (scalar != null) {
                return plain.isPrimitive() ? scalar : scalar.orAbsent();
            }
            if (plain.isEnum()) {
                return new Constants(plain).form(plain).orAbsent();
            }
            if (plain.isRecord()) {
                return RecordCodec.of(plain).form().orAbsent();
            }
        }
        throw new IllegalArgumentException("no form for " + type);
    }

    /** Behind one byte that says whether there is a value. */
    private Form orAbsent() {
        Class<?> type = writer.type().parameterType(0);
        MethodHandle none = MethodHandles.dropArguments(MethodHandles.constant(type, null), 0, DataInput.class);
        return new Form(
                signature,
                MethodHandles.guardWithTest(
                        IS_NULL.asType(MethodType.methodType(boolean.class, type)),
                        presence(false, type),
                        MethodHandles.foldArguments(writer, presence(true, type))),
                MethodHandles.guardWithTest(READ_PRESENT, reader, none));
    }

    private static MethodHandle presence(boolean is, Class<?> type) {
        return MethodHandles.dropArguments(MethodHandles.insertArguments(WRITE_PRESENT, 1, is), 0, type);
    }

    /** How what has any number of values is written and read. */
    interface Composite {
        MethodHandle WRITE = method(Composite.class, "write", WRITES);
        MethodHandle READ = method(Composite.class, "read", READS);

        String signature();

        void write(Object value, DataOutput out) throws IOException;

        Object read(DataInput in) throws IOException;

        default Form form(Class<?> type) {
            return new Form(
                    signature(),
                    WRITE.bindTo(this).asType(WRITES.changeParameterType(0, type)),
                    READ.bindTo(this).asType(READS.changeReturnType(type)));
        }
    }

    /** Any number of values of one form. */
    private record Elements(MethodHandle writer, MethodHandle reader) {
        static Elements of(Form form) {
            return new Elements(form.writer.asType(WRITES), form.reader.asType(READS));
        }

        void write(@Nullable Object value, DataOutput out) throws IOException {
            try {
                writer.invokeExact(value, out);
            } catch (IOException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @Nullable
        Object read(DataInput in) throws IOException {
            try {
                return (@Nullable Object) reader.invokeExact(in);
            } catch (IOException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IOException(e);
            }
        }
    }

    private record Lists(String signature, Elements elements) implements Composite {
        Lists(Form element) {
            this("[" + element.signature + "]", Elements.of(element));
        }

        @Override
        public void write(Object value, DataOutput out) throws IOException {
            List<?> list = (List<?>) value;
            Scalars.writeLength(list.size(), out);
            for (Object item : list) {
                elements.write(item, out);
            }
        }

        @Override
        public Object read(DataInput in) throws IOException {
            int size = Scalars.readLength(in);
            List<@Nullable Object> list = new ArrayList<>(Math.min(size, FIRST_ELEMENTS));
            for (int i = 0; i < size; i++) {
                list.add(elements.read(in));
            }
            return list;
        }
    }

    private record Maps(String signature, Elements keys, Elements values) implements Composite {
        Maps(Form key, Form value) {
            this("{" + key.signature + ":" + value.signature + "}", Elements.of(key), Elements.of(value));
        }

        @Override
        public void write(Object value, DataOutput out) throws IOException {
            Map<?, ?> map = (Map<?, ?>) value;
            Scalars.writeLength(map.size(), out);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                keys.write(entry.getKey(), out);
                values.write(entry.getValue(), out);
            }
        }

        @Override
        public Object read(DataInput in) throws IOException {
            int size = Scalars.readLength(in);
            Map<@Nullable Object, @Nullable Object> map = HashMap.newHashMap(Math.min(size, FIRST_ELEMENTS));
            for (int i = 0; i < size; i++) {
                map.put(keys.read(in), values.read(in));
            }
            return map;
        }
    }

    /** The signature names them in order: a change is noticed, not misread. */
    private record Constants(String signature, List<?> all) implements Composite {
        Constants(Class<?> type) {
            this(type.getSimpleName() + Arrays.toString(type.getEnumConstants()), List.of(type.getEnumConstants()));
        }

        @Override
        @SuppressWarnings("EnumOrdinal") // See above.
        public void write(Object constant, DataOutput out) throws IOException {
            out.writeByte(((Enum<?>) constant).ordinal());
        }

        @Override
        public Object read(DataInput in) throws IOException {
            int ordinal = in.readUnsignedByte();
            if (ordinal >= all.size()) {
                throw new IOException("no constant " + ordinal);
            }
            return all.get(ordinal);
        }
    }
}
