package io.throughline.stream.types;

import io.throughline.core.model.LatencyHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms of values that have no parts. */
final class Scalars {
    /** What room is made for before the bytes are there: damaged bytes may promise any length. */
    private static final int FIRST_BYTES = 64 << 10;

    /** Nearly all strings are ids and names, which need no array of their own on their way. */
    private static final int SHORT = 256;

    private static final ThreadLocal<byte[]> ROOM = ThreadLocal.withInitial(() -> new byte[SHORT]);

    private static final Map<Class<?>, Form> ALL = new HashMap<>();

    static {
        primitive("l", "Long", long.class);
        primitive("i", "Int", int.class);
        primitive("d", "Double", double.class);
        primitive("z", "Boolean", boolean.class);
        add("s", "String", String.class);
        add("b", "Bytes", byte[].class);
        add("t", "Instant", Instant.class);
        add("h", "Histogram", LatencyHistogram.class);
        add("u", "Duration", Duration.class);
    }

    private Scalars() {}

    /** Null for all other types. */
    static @Nullable Form form(Class<?> type) {
        return ALL.get(type);
    }

    /** And its box, which may be absent: so their bytes are not the same. */
    private static void primitive(String signature, String name, Class<?> type) {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            MethodHandle out =
                    lookup.findVirtual(DataOutput.class, "write" + name, MethodType.methodType(void.class, type));
            MethodHandle in = lookup.findVirtual(DataInput.class, "read" + name, MethodType.methodType(type));
            MethodType writes = MethodType.methodType(void.class, type, DataOutput.class);
            MethodHandle write = MethodHandles.permuteArguments(out, writes, 1, 0);
            Class<?> box = in.type().wrap().returnType();
            ALL.put(type, new Form(signature + "!", write, in));
            ALL.put(
                    box,
                    new Form(
                            signature,
                            write.asType(writes.changeParameterType(0, box)),
                            in.asType(in.type().changeReturnType(box))));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("there is no form of " + type, e);
        }
    }

    /** By the methods {@code write<name>} and {@code read<name>}. */
    private static void add(String signature, String name, Class<?> type) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodType writes = MethodType.methodType(void.class, type, DataOutput.class);
        MethodType reads = MethodType.methodType(type, DataInput.class);
        try {
            ALL.put(
                    type,
                    new Form(
                            signature,
                            lookup.findStatic(Scalars.class, "write" + name, writes),
                            lookup.findStatic(Scalars.class, "read" + name, reads)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("there is no form of " + type, e);
        }
    }

    static void writeDuration(Duration duration, DataOutput out) throws IOException {
        out.writeLong(duration.toNanos());
    }

    static Duration readDuration(DataInput in) throws IOException {
        return Duration.ofNanos(in.readLong());
    }

    static void writeString(String text, DataOutput out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    static String readString(DataInput in) throws IOException {
        int length = readLength(in);
        if (length > SHORT) {
            return new String(readBytes(length, in), StandardCharsets.UTF_8);
        }
        byte[] room = ROOM.get();
        in.readFully(room, 0, length);
        return new String(room, 0, length, StandardCharsets.UTF_8);
    }

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        writeLength(bytes.length, out);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in) throws IOException {
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

    static void writeInstant(Instant time, DataOutput out) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    static Instant readInstant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    static void writeHistogram(LatencyHistogram histogram, DataOutput out) throws IOException {
        writeLength(histogram.buckets().size(), out);
        for (Map.Entry<Integer, Long> bucket : histogram.buckets().entrySet()) {
            writeLength(bucket.getKey(), out);
            out.writeLong(bucket.getValue());
        }
    }

    static LatencyHistogram readHistogram(DataInput in) throws IOException {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int left = readLength(in); left > 0; left--) {
            histogram.add(readLength(in), in.readLong());
        }
        return histogram;
    }

    /** Seven bits a byte, the lowest first. */
    static void writeLength(int length, DataOutput out) throws IOException {
        int rest = length;
        while (rest > 0x7f) {
            out.writeByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    static int readLength(DataInput in) throws IOException {
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
