package io.throughline.ingest.receive.http.otlp;

import com.google.protobuf.Message;
import io.javalin.http.HandlerType;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.Exchange;
import io.throughline.ingest.receive.http.web.ProblemCode;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.Receiving;
import io.throughline.ingest.receive.http.web.RecordBatch;
import io.throughline.ingest.receive.http.web.Route;
import java.io.IOException;
import java.util.List;

/**
 * {@code POST /v1/logs} and {@code POST /v1/traces}, in protobuf or JSON. Records that cannot be taken are counted in the answer, and
 * the rest is taken. Source of the form: the OTLP specification, "OTLP/HTTP".
 */
public final class OtlpReceiver {
    static final String JSON = "application/json";
    static final String PROTOBUF = "application/x-protobuf";
    private static final String PROTOCOL = "otlp";

    private final Receiving receiving;
    private final OtlpJson json;

    public OtlpReceiver(Receiving receiving) {
        this.receiving = receiving;
        this.json =
                new OtlpJson(receiving.limits().maxDepth(), receiving.limits().maxRecords());
    }

    public List<Route> routes() {
        int maxDepth = receiving.limits().maxDepth();
        OtlpLogs logs = new OtlpLogs(maxDepth);
        OtlpSpans spans = new OtlpSpans(maxDepth);
        return List.of(
                new Route(HandlerType.POST, "/v1/logs", receiving.handler(exchange -> receive(exchange, logs))),
                new Route(HandlerType.POST, "/v1/traces", receiving.handler(exchange -> receive(exchange, spans))));
    }

    private <R extends Message> void receive(Exchange exchange, OtlpSignal<R> signal) throws IOException {
        boolean isJson = exchange.contentType().equals(JSON);
        if (!isJson && !exchange.contentType().equals(PROTOBUF)) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_FORM, "send " + PROTOBUF + " or " + JSON);
        }
        Body body = exchange.body();
        Adding<R> adding = new Adding<>(signal, exchange.batch(PROTOCOL, body), exchange.peer());
        if (isJson) {
            json.read(body, exchange.memory(), signal, adding);
        } else {
            OtlpProtobuf.read(body, exchange.memory(), signal, adding);
        }
        exchange.handOver(adding.batch);
        OtlpAnswers.success(exchange.ctx(), signal.answer(adding.refused, adding.why), isJson);
    }

    private final class Adding<R extends Message> implements OtlpSignal.Sink<R> {
        private final OtlpSignal<R> signal;
        private final RecordBatch batch;
        private final String peer;
        private int refused;
        private String why = "";

        private Adding(OtlpSignal<R> signal, RecordBatch batch, String peer) {
            this.signal = signal;
            this.batch = batch;
            this.peer = peer;
        }

        @Override
        public void record(OtlpResource resource, InstrumentationScope scope, R record) throws IOException {
            if (batch.count() + refused == receiving.limits().maxRecords()) {
                throw RecordBatch.tooMany(receiving.limits());
            }
            try {
                byte[] value = signal.json(resource, scope, record);
                if (value.length > Chunk.MAX_RECORD_BYTES) {
                    throw new RefusedException(
                            "has " + value.length + " bytes as JSON, the limit is " + Chunk.MAX_RECORD_BYTES);
                }
                batch.add(resource.service(), resource.origin(peer), value);
            } catch (RefusedException e) {
                refused++;
                if (why.isEmpty()) {
                    why = "record " + (batch.count() + refused) + " " + e.getMessage();
                }
            }
        }
    }
}
