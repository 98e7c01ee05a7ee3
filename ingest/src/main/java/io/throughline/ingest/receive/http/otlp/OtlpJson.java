package io.throughline.ingest.receive.http.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.JsonObjects;
import io.throughline.ingest.receive.http.web.ProblemCode;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.RequestMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes over an export request in JSON and builds one record at a time. The resource may come behind its records, therefore the body is
 * gone over twice: for the resources and scopes, then for the records.
 */
final class OtlpJson {
    /** A level of an attribute's value is an object in a list in an object: {@code {"kvlistValue":{"values":[{...}]}}}. */
    private static final int LEVELS_OF_A_VALUE = 4;

    /** What a resource or a scope costs, roughly. */
    private static final int HEAD_BYTES = 512;

    private static final int LEVELS_AROUND = 16;
    private static final int MAX_VALUE_LEVELS = 64;

    private final JsonFactory factory;
    private final int maxRecords;

    OtlpJson(int maxDepth, int maxRecords) {
        this.factory = JsonObjects.factory(LEVELS_AROUND + LEVELS_OF_A_VALUE * Math.min(maxDepth, MAX_VALUE_LEVELS));
        this.maxRecords = maxRecords;
    }

    private record Head(OtlpResource resource, List<InstrumentationScope> scopes) {}

    /**
     * @throws ProblemException {@code invalid-record}, with its number from 1
     */
    <R extends Message> void read(Body body, RequestMemory memory, OtlpSignal<R> signal, OtlpSignal.Sink<R> sink)
            throws IOException {
        List<Head> heads = new ArrayList<>();
        int[] number = {1};
        int[] count = {0};
        try {
            try (JsonParser parser = factory.createParser(body.bytes(), 0, body.length())) {
                request(parser, signal.resources(), () -> heads.add(head(parser, memory, signal, count)));
            }
            try (JsonParser parser = factory.createParser(body.bytes(), 0, body.length())) {
                int[] at = {0};
                request(parser, signal.resources(), () -> records(parser, signal, heads.get(at[0]++), sink, number));
            }
        } catch (JsonProcessingException e) {
            throw ProblemException.record(number[0], "cannot be read: " + JsonObjects.why(e));
        }
    }

    private static void request(JsonParser parser, String resources, JsonWalk.Step resource) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST, "an export request is an object");
        }
        JsonWalk.members(parser, name -> name.equals(resources) && JsonWalk.objects(parser, resource));
        if (parser.nextToken() != null) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST, "something follows the export request");
        }
    }

    private Head head(JsonParser parser, RequestMemory memory, OtlpSignal<?> signal, int[] count) throws IOException {
        Resource.Builder resource = Resource.newBuilder();
        List<InstrumentationScope> scopes = new ArrayList<>();
        JsonWalk.members(parser, name -> {
            if (name.equals("resource")) {
                return JsonMessage.read(parser, resource);
            }
            return name.equals(signal.scopes())
                    && JsonWalk.objects(parser, () -> {
                        InstrumentationScope.Builder scope = InstrumentationScope.newBuilder();
                        JsonWalk.members(parser, member -> member.equals("scope") && JsonMessage.read(parser, scope));
                        memory.take(HEAD_BYTES);
                        scopes.add(scope.build());
                        checkCount(++count[0]);
                    });
        });
        memory.take(HEAD_BYTES);
        checkCount(++count[0]);
        return new Head(new OtlpResource(resource.build()), scopes);
    }

    /** There is no use in more resources or scopes than records. */
    private void checkCount(int heads) {
        if (heads > maxRecords) {
            throw ProblemException.tooLarge("a request may have at most " + maxRecords + " resources and scopes");
        }
    }

    private static <R extends Message> void records(
            JsonParser parser, OtlpSignal<R> signal, Head head, OtlpSignal.Sink<R> sink, int[] number)
            throws IOException {
        int[] at = {0};
        JsonWalk.members(
                parser,
                name -> name.equals(signal.scopes())
                        && JsonWalk.objects(parser, () -> {
                            InstrumentationScope scope = head.scopes.get(at[0]++);
                            JsonWalk.members(
                                    parser,
                                    member -> member.equals(signal.records())
                                            && JsonWalk.objects(parser, () -> {
                                                sink.record(head.resource, scope, record(parser, signal));
                                                number[0]++;
                                            }));
                        }));
    }

    private static <R extends Message> R record(JsonParser parser, OtlpSignal<R> signal) throws IOException {
        Message.Builder builder = signal.empty().newBuilderForType();
        JsonMessage.read(parser, builder);
        // The builder is that of an empty record, whose type is R.
        @SuppressWarnings("unchecked")
        R record = (R) builder.build();
        return record;
    }
}
