package io.throughline.stream.types;

import io.throughline.core.model.LatencyHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.time.Instant;

/**
 * The binary form of a Java record: its components in order, each null-safe. Components may be strings, byte arrays, primitives
 * and their boxes, {@link Instant}, {@link Duration}, {@link LatencyHistogram}, enums, records, lists and maps of these.
 * Lists and maps are read back mutable, so that state may be kept in them.
 *
 * <p>A string costs its UTF-8 bytes and two to six more, an instant thirteen, a primitive its own, an absent component one.
 *
 * <p>To write a type, and to read it, is one method handle, put together of those of its components: once warm, the JVM runs it as if
 * it had been written out, without boxes and arrays on the way.
 */
public final class RecordCodec<R> {
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
    private final Form form;
    private final MethodHandle writer;
    private final MethodHandle reader;

    private RecordCodec(Class<R> type) {
        this.type = type;
        this.form = Form.ofRecord(type);
        this.writer = form.writer().asType(Form.WRITES);
        this.reader = form.reader().asType(Form.READS);
    }

    /**
     * @throws IllegalArgumentException the type is no record, or has a component without a form
     */
    @SuppressWarnings("unchecked") // ALL makes each codec of its own key.
    public static <R> RecordCodec<R> of(Class<R> type) {
        return (RecordCodec<R>) ALL.get(type);
    }

    /** Of a record that is there. */
    Form form() {
        return form;
    }

    /** What the form depends on: two codecs with the same signature read each other's bytes. */
    public String signature() {
        return form.signature();
    }

    public void write(R value, DataOutput out) throws IOException {
        try {
            writer.invokeExact((Object) value, out);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(type.getSimpleName() + " cannot be taken apart", e);
        }
    }

    public R read(DataInput in) throws IOException {
        try {
            return type.cast((Object) reader.invokeExact(in));
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(type.getSimpleName() + " cannot be made of what was read", e);
        }
    }
}
