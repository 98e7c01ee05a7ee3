package io.throughline.ingest.receive.http.loki;

import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.throughline.core.model.Origin;
import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.Exchange;
import io.throughline.ingest.receive.http.web.ProblemCode;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.Receiving;
import io.throughline.ingest.receive.http.web.RecordBatch;
import io.throughline.ingest.receive.http.web.Route;
import io.throughline.ingest.receive.peers.Names;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loki's {@code POST /loki/api/v1/push}: JSON, or protobuf in a snappy block. Each line becomes a record with its labels as members;
 * all of a request are taken, or none. Source of the form: Loki's HTTP API, "Ingest logs", and {@code push.proto}.
 */
public final class LokiReceiver {
    private static final String PROTOCOL = "loki";
    private static final String SNAPPY = "snappy";
    private static final String[] HOST = {"host", "hostname", "node_name", "node", "k8s_node_name", "nodename"};
    private static final String[] SERVICE = {
        "service_name", "service", "app_kubernetes_io_name", "app", "application", "job"
    };
    private static final String[] CONTAINER = {"pod", "pod_name", "k8s_pod_name", "container_name", "container"};
    private static final String[] NAMESPACE = {"namespace", "k8s_namespace_name"};

    private final Receiving receiving;
    private final LokiJson json;
    private final LokiRecord record;

    public LokiReceiver(Receiving receiving) {
        this.receiving = receiving;
        int maxDepth = receiving.limits().maxDepth();
        this.json = new LokiJson();
        this.record = new LokiRecord(maxDepth);
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.POST, "/loki/api/v1/push", receiving.handler(this::receive)));
    }

    private void receive(Exchange exchange) throws IOException {
        switch (exchange.contentType()) {
            case "application/json" -> {
                Body body = exchange.body();
                RecordBatch batch = exchange.batch(PROTOCOL, body);
                json.read(body, exchange.memory(), new Adding(batch, exchange.peer()));
                exchange.handOver(batch);
            }
            case "application/x-protobuf", "application/protobuf" -> {
                Body body = SnappyBlock.unpacked(
                        exchange.bodyUnless(SNAPPY), receiving.limits().maxBodyBytes(), exchange.memory());
                RecordBatch batch = exchange.batch(PROTOCOL, body);
                LokiProtobuf.read(body, exchange.memory(), new Adding(batch, exchange.peer()));
                exchange.handOver(batch);
            }
            default ->
                throw new ProblemException(
                        ProblemCode.UNSUPPORTED_FORM, "send application/json or application/x-protobuf");
        }
        exchange.ctx().status(HttpStatus.NO_CONTENT);
    }

    private final class Adding implements LokiEntry.Sink {
        private final RecordBatch batch;
        private final String peer;
        private Map<String, String> labels = Map.of();
        private String stream = "";

        private Adding(RecordBatch batch, String peer) {
            this.batch = batch;
            this.peer = peer;
        }

        @Override
        public void entry(Map<String, String> of, LokiEntry entry) {
            if (stream.isEmpty() || !labels.equals(of)) {
                labels = of;
                stream = name(of);
            }
            batch.add(stream, origin(of, entry.metadata()), record.bytes(of, entry));
        }

        private Origin origin(Map<String, String> of, Map<String, String> metadata) {
            Map<String, String> all = new LinkedHashMap<>(metadata);
            all.putAll(of);
            String host = first(all, HOST);
            return new Origin(
                    host == null ? peer : host,
                    first(all, SERVICE),
                    null,
                    first(all, CONTAINER),
                    null,
                    first(all, NAMESPACE),
                    null,
                    null);
        }
    }

    /** The stream as Loki writes it, its labels in the order of their names. */
    private static String name(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static @Nullable String first(Map<String, String> labels, String[] names) {
        for (String name : names) {
            String value = Names.name(labels.get(name));
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
