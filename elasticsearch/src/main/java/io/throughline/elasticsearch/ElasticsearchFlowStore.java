package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.Flow;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Flows in Elasticsearch. */
public final class ElasticsearchFlowStore implements FlowStore {
    private static final int MAX_PAGE = 200;
    private static final int NANOS_PER_MICRO = 1_000;

    private final ElasticsearchClient client;

    public ElasticsearchFlowStore(ElasticsearchClient client) {
        this.client = client;
    }

    @Override
    public Page<Flow> find(Filter filter, TimeRange range, int size, @Nullable String cursor) {
        Pages.checkSize(size, MAX_PAGE);
        JsonNode answer = Searches.send(client, IndexNames.FLOWS, page(filter, range, size, cursor));
        return Pages.read(answer, size, hit -> FlowDocument.read(hit.path("_source")));
    }

    @Override
    public Optional<Flow> get(String id) {
        JsonNode best = ById.newest(client, IndexNames.FLOWS, id);
        return best == null ? Optional.empty() : Optional.of(FlowDocument.read(best));
    }

    static ObjectNode page(Filter filter, TimeRange range, int size, @Nullable String cursor) {
        ObjectNode body = Searches.inRange(range, size + 1);
        filter.services().forEach(service -> Searches.term(body, FlowDocument.SERVICES, service));
        if (filter.failed() != null) {
            Searches.filters(body).addObject().putObject("term").put(FlowDocument.FAILED, filter.failed());
        }
        if (filter.minDurationMicros() != null) {
            long nanos = Math.clamp(filter.minDurationMicros(), 0, Long.MAX_VALUE / NANOS_PER_MICRO) * NANOS_PER_MICRO;
            Searches.filters(body)
                    .addObject()
                    .putObject("range")
                    .putObject(EcsFields.EVENT_DURATION)
                    .put("gte", nanos);
        }
        Searches.sort(body, false, EcsFields.FLOW_ID);
        Pages.after(body, cursor);
        return body;
    }
}
