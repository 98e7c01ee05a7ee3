package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.Alert;
import io.throughline.core.store.AlertStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts in Elasticsearch. */
public final class ElasticsearchAlertStore implements AlertStore {
    private static final int MAX_PAGE = 200;

    private final ElasticsearchClient client;

    public ElasticsearchAlertStore(ElasticsearchClient client) {
        this.client = client;
    }

    @Override
    public Page<Alert> find(@Nullable String rule, TimeRange range, int size, @Nullable String cursor) {
        Pages.checkSize(size, MAX_PAGE);
        JsonNode answer = Searches.send(client, IndexNames.ALERTS, page(rule, range, size, cursor));
        return Pages.read(answer, size, hit -> AlertDocument.read(hit.path("_source")));
    }

    @Override
    public Optional<Alert> get(String id) {
        JsonNode best = ById.newest(client, IndexNames.ALERTS, id);
        return best == null ? Optional.empty() : Optional.of(AlertDocument.read(best));
    }

    static ObjectNode page(@Nullable String rule, TimeRange range, int size, @Nullable String cursor) {
        ObjectNode body = Searches.inRange(range, size + 1);
        if (rule != null) {
            Searches.term(body, AlertDocument.RULE, rule);
        }
        Searches.sort(body, false, AlertDocument.ID);
        Pages.after(body, cursor);
        return body;
    }
}
