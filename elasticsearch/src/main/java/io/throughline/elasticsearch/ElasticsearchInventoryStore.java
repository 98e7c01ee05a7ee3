package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.store.ContainerFilter;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.InventoryStore;
import io.throughline.core.store.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Containers in Elasticsearch: the last version of each in the day before the instant. */
public final class ElasticsearchInventoryStore implements InventoryStore {
    private static final int MAX_SIZE = 1_000;

    /** Ended ones are among those that are found, and left out here: so many more are looked at. */
    private static final int MOST_FOUND = 10_000;

    private static final TimeRange EVER = new TimeRange(Instant.EPOCH, Instant.MAX);

    private static final Comparator<ContainerVersion> BY_PLACE = Comparator.comparing(ContainerVersion::host)
            .thenComparing(version -> String.valueOf(version.name()))
            .thenComparing(ContainerVersion::key);

    private final ElasticsearchClient client;

    public ElasticsearchInventoryStore(ElasticsearchClient client) {
        this.client = client;
    }

    @Override
    public List<ContainerVersion> containers(Instant at, ContainerFilter filter, int size) {
        checkSize(size);
        return versions(request(at, filter.service())).stream()
                .filter(version -> version.ended() == null || version.ended().isAfter(at))
                .filter(filter::passes)
                .sorted(BY_PLACE)
                .limit(size + 1L)
                .toList();
    }

    @Override
    public List<ContainerVersion> history(String key, int size) {
        checkSize(size);
        return versions(history(key, EVER, size));
    }

    private List<ContainerVersion> versions(ObjectNode request) {
        List<ContainerVersion> found = new ArrayList<>();
        JsonNode hits = Searches.send(client, IndexNames.INVENTORY, request)
                .path("hits")
                .path("hits");
        for (JsonNode hit : hits) {
            found.add(ContainerVersionDocument.read(hit.path("_source")));
        }
        return found;
    }

    private static void checkSize(int size) {
        if (size < 1 || size > MAX_SIZE) {
            throw new InvalidQueryException(
                    "There are 1 to " + MAX_SIZE + " containers in an answer, not " + size + ".");
        }
    }

    static ObjectNode history(String key, TimeRange range, int size) {
        ObjectNode body = Searches.inRange(range, size + 1);
        body.put("track_total_hits", false);
        Searches.term(body, ContainerVersionDocument.KEY, key);
        Searches.sort(body, false);
        return body;
    }

    static ObjectNode request(Instant at, @Nullable String service) {
        TimeRange day = new TimeRange(at.minus(TOLD_WITHIN).plusNanos(1), at.plusNanos(1));
        ObjectNode body = Searches.inRange(day, MOST_FOUND);
        body.put("track_total_hits", false);
        if (service != null) {
            Searches.term(body, EcsFields.SERVICE, service);
        }
        Searches.sort(body, false);
        body.putObject("collapse").put("field", ContainerVersionDocument.KEY);
        return body;
    }
}
