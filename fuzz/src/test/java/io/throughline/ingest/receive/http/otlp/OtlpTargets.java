package io.throughline.ingest.receive.http.otlp;

import com.google.protobuf.Message;
import io.throughline.fuzz.Check;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.WebTargets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OTLP's export requests, in protobuf and in JSON. */
public final class OtlpTargets {
    private static final int MAX_DEPTH = 16;
    private static final OtlpLogs LOGS = new OtlpLogs(MAX_DEPTH);
    private static final OtlpSpans SPANS = new OtlpSpans(MAX_DEPTH);
    private static final OtlpJson JSON = new OtlpJson(MAX_DEPTH, 1000);

    private OtlpTargets() {}

    public static void protobufLogs(byte[] bytes) throws IOException {
        read(bytes, LOGS, false);
    }

    public static void protobufSpans(byte[] bytes) throws IOException {
        read(bytes, SPANS, false);
    }

    public static void jsonLogs(byte[] bytes) throws IOException {
        read(bytes, LOGS, true);
    }

    public static void jsonSpans(byte[] bytes) throws IOException {
        read(bytes, SPANS, true);
    }

    /** Every record that is taken is an object of bounded depth, and the same request gives the same records. */
    private static <R extends Message> void read(byte[] bytes, OtlpSignal<R> signal, boolean json) throws IOException {
        List<String> first = new ArrayList<>();
        ProblemException refusal = read(bytes, signal, json, first);
        List<String> second = new ArrayList<>();
        ProblemException again = read(bytes, signal, json, second);
        Check.same(first, second, "records of the same request");
        Check.same(refusal == null, again == null, "refusals of the same request");
    }

    private static <R extends Message> @Nullable ProblemException read(
            byte[] bytes, OtlpSignal<R> signal, boolean json, List<String> into) throws IOException {
        OtlpSignal.Sink<R> sink = (resource, scope, record) -> {
            try {
                byte[] value = signal.json(resource, scope, record);
                Check.isObject(value);
                Check.that(!resource.origin("10.0.0.1").host().isBlank(), "no host");
                into.add(Check.text(value));
            } catch (RefusedException e) {
                into.add("refused: " + e.getMessage());
            }
        };
        try {
            if (json) {
                JSON.read(WebTargets.body(bytes), WebTargets.memory(), signal, sink);
            } else {
                OtlpProtobuf.read(WebTargets.body(bytes), WebTargets.memory(), signal, sink);
            }
            return null;
        } catch (ProblemException e) {
            return e;
        }
    }
}
