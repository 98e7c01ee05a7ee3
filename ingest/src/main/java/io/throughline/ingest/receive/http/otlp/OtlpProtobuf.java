package io.throughline.ingest.receive.http.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.ProblemCode;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.RequestMemory;
import java.io.IOException;

/**
 * Goes over an export request in protobuf and builds one record at a time: a message of two bytes becomes an object of a hundred, so
 * that the whole would be many times its body. The resource may come behind its records, therefore each message is gone over twice.
 *
 * @param <R> a record
 */
final class OtlpProtobuf<R extends Message> {
    /** Of the resources in a request, of the scopes in a resource's message, of the records in a scope's. */
    private static final int RESOURCES = 1;

    private static final int HEAD = 1;
    private static final int CHILDREN = 2;

    /** A message of two bytes is an object of so many times as much at most. */
    private static final int TIMES_IN_MEMORY = 24;

    private static final int SMALL_BYTES = 4 << 10;

    private final byte[] bytes;
    private final RequestMemory memory;
    private final OtlpSignal<R> signal;
    private final OtlpSignal.Sink<R> sink;
    private int number = 1;

    private OtlpProtobuf(Body body, RequestMemory memory, OtlpSignal<R> signal, OtlpSignal.Sink<R> sink) {
        this.memory = memory;
        this.bytes = body.bytes();
        this.signal = signal;
        this.sink = sink;
    }

    /** Takes a part of the bytes. */
    @FunctionalInterface
    private interface Part {
        void take(int from, int to) throws IOException;
    }

    /**
     * @throws ProblemException {@code invalid-request}: the body is no such request
     */
    static <R extends Message> void read(Body body, RequestMemory memory, OtlpSignal<R> signal, OtlpSignal.Sink<R> sink)
            throws IOException {
        OtlpProtobuf<R> reading = new OtlpProtobuf<>(body, memory, signal, sink);
        try {
            reading.each(0, body.length(), RESOURCES, reading::resource);
        } catch (InvalidProtocolBufferException e) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST,
                    "the body is no export request of protobuf; it was read up to record " + reading.number,
                    e);
        }
    }

    private void resource(int from, int to) throws IOException {
        Resource.Builder head = Resource.newBuilder();
        long inMemory = merge(from, to, head);
        OtlpResource resource = new OtlpResource(head.build());
        each(from, to, CHILDREN, (start, end) -> scope(resource, start, end));
        memory.give(inMemory);
    }

    private void scope(OtlpResource resource, int from, int to) throws IOException {
        InstrumentationScope.Builder head = InstrumentationScope.newBuilder();
        long headInMemory = merge(from, to, head);
        InstrumentationScope scope = head.build();
        each(from, to, CHILDREN, (start, end) -> {
            long inMemory = inMemory(small(end - start));
            memory.take(inMemory);
            sink.record(resource, scope, signal.parser().parseFrom(bytes, start, end - start));
            memory.give(inMemory);
            number++;
        });
        memory.give(headInMemory);
    }

    /**
     * A message may be sent in pieces.
     *
     * @return what was taken of the memory for it
     */
    private long merge(int from, int to, Message.Builder head) throws IOException {
        int[] sum = {0};
        long[] taken = {0};
        each(from, to, HEAD, (start, end) -> {
            sum[0] += end - start;
            long inMemory = inMemory(small(sum[0])) - taken[0];
            memory.take(inMemory);
            taken[0] += inMemory;
            head.mergeFrom(bytes, start, end - start);
        });
        return taken[0];
    }

    private static long inMemory(int length) {
        return length < SMALL_BYTES ? 0 : (long) TIMES_IN_MEMORY * length;
    }

    private int small(int length) {
        if (length > Chunk.MAX_RECORD_BYTES) {
            throw ProblemException.tooLarge("record " + number + ", its resource or its scope has " + length
                    + " bytes, the limit is " + Chunk.MAX_RECORD_BYTES);
        }
        return length;
    }

    private void each(int from, int to, int field, Part part) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes, from, to - from);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean wanted = WireFormat.getTagFieldNumber(tag) == field
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (!wanted) {
                in.skipField(tag);
                continue;
            }
            int length = in.readRawVarint32();
            int start = from + in.getTotalBytesRead();
            in.skipRawBytes(length);
            part.take(start, start + length);
        }
    }
}
