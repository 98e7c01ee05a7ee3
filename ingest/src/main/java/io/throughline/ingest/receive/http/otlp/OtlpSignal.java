package io.throughline.ingest.receive.http.otlp;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import java.io.IOException;

/**
 * One kind of what OpenTelemetry sends: logs or spans. Both come as resources, in them scopes, in these records, under names and
 * numbers that differ by the kind only.
 *
 * @param <R> a record
 */
interface OtlpSignal<R extends Message> {
    /** {@code resourceLogs}. */
    String resources();

    /** {@code scopeLogs}. */
    String scopes();

    /** {@code logRecords}. */
    String records();

    Parser<R> parser();

    /** Without anything in it. */
    R empty();

    /**
     * The record as a JSON object.
     *
     * @throws RefusedException it cannot be one
     */
    byte[] json(OtlpResource resource, InstrumentationScope scope, R record) throws IOException, RefusedException;

    /**
     * @param rejected records
     * @param why of the first of them
     */
    Message answer(long rejected, String why);

    /** Takes the records in their order. */
    @FunctionalInterface
    interface Sink<R> {
        void record(OtlpResource resource, InstrumentationScope scope, R record) throws IOException;
    }
}
