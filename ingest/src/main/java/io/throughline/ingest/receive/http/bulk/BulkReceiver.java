package io.throughline.ingest.receive.http.bulk;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.Exchange;
import io.throughline.ingest.receive.http.web.JsonObject;
import io.throughline.ingest.receive.http.web.JsonObjects;
import io.throughline.ingest.receive.http.web.JsonOrigin;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.Receiving;
import io.throughline.ingest.receive.http.web.RecordBatch;
import io.throughline.ingest.receive.http.web.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Elasticsearch's {@code POST /_bulk} and {@code POST /INDEX/_bulk}: a line with an action, a line with its document. {@code create}
 * and {@code index} hand the document on; what cannot be taken is told in its item, and the rest is taken. Source of the form:
 * Elasticsearch's reference, "Bulk API".
 */
public final class BulkReceiver {
    private static final String PROTOCOL = "bulk";
    /** What an item costs with its names and its part of the answer, roughly. */
    private static final int ITEM_BYTES = 512;

    private static final Set<String> OF_ACTION = Set.of(
            "create._index",
            "create._id",
            "index._index",
            "index._id",
            "update._index",
            "update._id",
            "delete._index",
            "delete._id");

    private final Receiving receiving;
    private final JsonObjects actions = new JsonObjects(4, OF_ACTION);
    private final JsonObjects documents;

    public BulkReceiver(Receiving receiving) {
        this.receiving = receiving;
        this.documents = new JsonObjects(receiving.limits().maxDepth(), JsonOrigin.NAMES);
    }

    /** PUT is the older clients' way. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (HandlerType method : List.of(HandlerType.POST, HandlerType.PUT)) {
            routes.add(new Route(method, "/_bulk", receiving.handler(exchange -> receive(exchange, null))));
            routes.add(new Route(
                    method,
                    "/{index}/_bulk",
                    receiving.handler(
                            exchange -> receive(exchange, exchange.ctx().pathParam("index")))));
        }
        return routes;
    }

    private void receive(Exchange exchange, @Nullable String index) throws IOException {
        long startNanos = System.nanoTime();
        Body body = exchange.body();
        RecordBatch batch = exchange.batch(PROTOCOL, body);
        List<BulkItem> items = items(body, index, exchange.peer(), batch);
        exchange.handOver(batch);
        Context ctx = exchange.ctx();
        boolean brief = ctx.queryParam("filter_path") != null;
        long tookMillis = (System.nanoTime() - startNanos) / 1_000_000;
        Handshake.product(ctx);
        ctx.contentType("application/json").result(BulkAnswer.of(items, tookMillis, brief));
    }

    /**
     * Puts what can be taken of a body into a batch.
     *
     * @param index of items that name none
     * @throws ProblemException {@code invalid-record}, {@code too-large}
     */
    List<BulkItem> items(Body body, @Nullable String index, String peer, RecordBatch batch) throws IOException {
        List<BulkItem> items = new ArrayList<>();
        Lines lines = new Lines(body);
        while (lines.next()) {
            if (items.size() == receiving.limits().maxRecords()) {
                throw RecordBatch.tooMany(receiving.limits());
            }
            batch.memory().take(ITEM_BYTES);
            items.add(item(lines, items.size() + 1, index, peer, batch));
        }
        return items;
    }

    private BulkItem item(Lines lines, int number, @Nullable String preset, String peer, RecordBatch batch)
            throws IOException {
        JsonObject line = action(lines, number);
        String action = line.members().iterator().next();
        String named = line.value(action + "._index");
        String index = named == null ? preset : named;
        BulkItem item = new BulkItem(action, index == null ? "" : index, line.value(action + "._id"), number, null);
        if (action.equals("delete")) {
            return item.refused("illegal_argument_exception", "nothing is deleted here: use create or index");
        }
        if (!lines.next()) {
            throw ProblemException.record(number, "is an action without a document");
        }
        if (action.equals("update")) {
            return item.refused("illegal_argument_exception", "nothing is updated here: use create or index");
        }
        if (index == null || index.isBlank()) {
            return item.refused("action_request_validation_exception", "an action has to name an index");
        }
        return document(lines, item, peer, batch);
    }

    private JsonObject action(Lines lines, int number) throws IOException {
        JsonObject action = only(actions, lines);
        boolean known = action != null
                && action.members().size() == 1
                && Set.of("create", "index", "update", "delete")
                        .contains(action.members().iterator().next());
        if (action == null || !known) {
            throw ProblemException.record(number, "has no action line: create or index is expected");
        }
        return action;
    }

    private BulkItem document(Lines lines, BulkItem item, String peer, RecordBatch batch) throws IOException {
        JsonObject document = only(documents, lines);
        if (document == null) {
            return item.refused("document_parsing_exception", "the document is no JSON object, or nested too deep");
        }
        byte[] value = document.with(Map.of());
        if (value.length > Chunk.MAX_RECORD_BYTES) {
            return item.refused(
                    "illegal_argument_exception",
                    "the document has " + value.length + " bytes, the limit is " + Chunk.MAX_RECORD_BYTES);
        }
        batch.add(item.index(), JsonOrigin.of(document, peer), value);
        return item;
    }

    /** The object that a line is; null where it is anything else. */
    private static @Nullable JsonObject only(JsonObjects reader, Lines lines) throws IOException {
        List<JsonObject> found = new ArrayList<>(1);
        try {
            reader.read(lines.bytes(), lines.from(), lines.to(), found::add);
        } catch (ProblemException e) {
            return null;
        }
        return found.size() == 1 && lines.bytes()[lines.first()] == '{' ? found.getFirst() : null;
    }
}
