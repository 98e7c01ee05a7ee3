package io.throughline.ingest.receive.http.json;

import io.javalin.http.HandlerType;
import io.throughline.core.schema.Timestamps;
import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.Exchange;
import io.throughline.ingest.receive.http.web.JsonObject;
import io.throughline.ingest.receive.http.web.JsonObjects;
import io.throughline.ingest.receive.http.web.JsonOrigin;
import io.throughline.ingest.receive.http.web.JsonTime;
import io.throughline.ingest.receive.http.web.ProblemCode;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.Receiving;
import io.throughline.ingest.receive.http.web.RecordBatch;
import io.throughline.ingest.receive.http.web.Route;
import io.throughline.ingest.receive.http.web.SenderTime;
import io.throughline.ingest.receive.peers.Names;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /} and {@code POST /TAG}: JSON objects, in an array, one a line, or one behind the other, as Fluent Bit's and
 * Fluentd's {@code http} outputs send them; the same in MessagePack; and forms with a {@code json} field, as Fluentd's {@code in_http} knows them. All records
 * of a request are taken, or none.
 */
public final class JsonReceiver {
    private static final String PROTOCOL = "http";
    private static final String TAG = "tag";
    /** Where Fluent Bit puts its event's time. */
    private static final String FLUENT_TIME = "date";

    /** Fluent Bit's documentation has its {@code header_tag} so. */
    private static final String TAG_HEADER = "Fluent-Tag";

    private static final Set<String> JSON_TYPES = Set.of(
            "",
            "application/json",
            "text/json",
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonlines",
            "application/json-lines",
            "application/json-seq",
            "application/stream+json");
    private static final Set<String> MSGPACK_TYPES =
            Set.of("application/msgpack", "application/x-msgpack", "application/vnd.msgpack");
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";

    private final JsonObjects objects;
    private final Receiving receiving;

    public JsonReceiver(Receiving receiving) {
        this.receiving = receiving;
        Set<String> wanted = new HashSet<>(JsonOrigin.NAMES);
        wanted.addAll(JsonTime.NAMES);
        wanted.add(FLUENT_TIME);
        this.objects = new JsonObjects(receiving.limits().maxDepth(), wanted);
    }

    public List<Route> routes() {
        return List.of(
                new Route(HandlerType.POST, "/", receiving.handler(exchange -> receive(exchange, null))),
                new Route(
                        HandlerType.POST,
                        "/{tag}",
                        receiving.handler(
                                exchange -> receive(exchange, exchange.ctx().pathParam("tag")))));
    }

    private void receive(Exchange exchange, @Nullable String pathTag) throws IOException {
        if (pathTag != null && pathTag.startsWith("_")) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "a tag may not begin with an underscore");
        }
        Form form = form(exchange);
        Body body = exchange.body();
        RecordBatch batch = exchange.batch(PROTOCOL, body);
        String stream = pathTag == null ? exchange.header(TAG_HEADER) : pathTag;
        String tag = Names.name(stream);
        String time = exchange.ctx().queryParam("time");
        if (form == Form.FIELDS) {
            exchange.memory().take((long) FormFields.TIMES_IN_MEMORY * body.length());
            FormFields fields = FormFields.of(body);
            time = time == null ? fields.time() : time;
            body = fields.json();
        }
        Instant given = given(time);
        String peer = exchange.peer();
        if (form == Form.MSGPACK) {
            MsgpackRecords.read(
                    body,
                    receiving.limits(),
                    (number, json, at) -> objects.read(
                            json,
                            0,
                            json.length,
                            number,
                            object ->
                                    add(batch, object, stream, peer, value(object, tag, given == null ? at : given))));
        } else {
            objects.read(
                    body.bytes(),
                    0,
                    body.length(),
                    object -> add(batch, object, stream, peer, value(object, tag, given)));
        }
        exchange.handOver(batch);
        exchange.ctx().contentType("application/json").result("{\"records\":" + batch.count() + "}");
    }

    private static void add(RecordBatch batch, JsonObject object, @Nullable String stream, String peer, byte[] value) {
        batch.add(stream, JsonOrigin.of(object, peer), value);
    }

    private enum Form {
        JSON,
        MSGPACK,
        FIELDS
    }

    private static Form form(Exchange exchange) {
        String type = exchange.contentType();
        if (type.equals(FORM_TYPE)) {
            return Form.FIELDS;
        }
        if (MSGPACK_TYPES.contains(type)) {
            return Form.MSGPACK;
        }
        if (JSON_TYPES.contains(type)) {
            return Form.JSON;
        }
        throw new ProblemException(
                ProblemCode.UNSUPPORTED_FORM,
                "send application/json, application/x-ndjson, application/msgpack, or " + FORM_TYPE
                        + " with a json field");
    }

    private static @Nullable Instant given(@Nullable String time) {
        if (time == null || time.isBlank()) {
            return null;
        }
        Instant given = SenderTime.parse(time);
        if (given == null || !Timestamps.writable(given)) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST, "time is neither seconds since 1970 nor an ISO-8601 time with a zone");
        }
        return given;
    }

    /** The sender's own members, and before them what it said elsewhere. */
    private static byte[] value(JsonObject object, @Nullable String tag, @Nullable Instant given) {
        Map<String, String> added = new LinkedHashMap<>();
        Instant time =
                JsonTime.isIn(object) ? null : given == null ? SenderTime.parse(object.value(FLUENT_TIME)) : given;
        if (time != null && Timestamps.writable(time)) {
            added.put(JsonTime.TIMESTAMP, Timestamps.format(time));
        }
        if (tag != null && !object.members().contains(TAG)) {
            added.put(TAG, tag);
        }
        return object.with(added);
    }
}
