package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.LatencyHistogram;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.store.ReportStore;
import io.throughline.core.store.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Minutes of APIs and of the service map's edges in Elasticsearch; histograms are merged here, since only we can read them. */
public final class ElasticsearchReportStore implements ReportStore {
    private static final Comparator<ApiMinute> BY_TIME = Comparator.comparing(ApiMinute::minute)
            .thenComparing(ApiMinute::method)
            .thenComparing(ApiMinute::template);
    private static final int EDGES_A_REQUEST = 2_000;
    private static final int APIS_A_REQUEST = 1_000;
    private static final String APIS = "apis";
    private static final String REQUESTS = "requests";
    private static final String ERRORS = "errors";

    private final ElasticsearchClient client;

    public ElasticsearchReportStore(ElasticsearchClient client) {
        this.client = client;
    }

    @Override
    public List<ApiMinute> apiMinutes(String service, TimeRange range) {
        JsonNode answer = Searches.send(client, IndexNames.REPORTS, apiMinutesRequest(service, range));
        List<ApiMinute> minutes = new ArrayList<>();
        for (JsonNode hit : answer.path("hits").path("hits")) {
            minutes.add(ApiMinuteDocument.read(hit.path("_source")));
        }
        minutes.sort(BY_TIME);
        return minutes;
    }

    @Override
    public List<ApiSummary> apis(TimeRange range) {
        List<ApiSummary> apis = new ArrayList<>();
        JsonNode after = null;
        do {
            JsonNode result = Searches.send(client, IndexNames.REPORTS, apisRequest(range, after))
                    .path("aggregations")
                    .path(APIS);
            for (JsonNode bucket : result.path("buckets")) {
                JsonNode key = bucket.path("key");
                apis.add(new ApiSummary(
                        key.path("service").asText(),
                        key.path("method").asText(),
                        key.path("template").asText(),
                        bucket.path(REQUESTS).path("value").asLong(),
                        bucket.path(ERRORS).path("value").asLong()));
            }
            after = result.get("after_key");
        } while (after != null);
        return apis;
    }

    @Override
    public List<EdgeMinute> edges(TimeRange range) {
        Map<String, EdgeMinute> merged = new TreeMap<>();
        JsonNode after = null;
        do {
            JsonNode hits = Searches.send(client, IndexNames.MAP, edgesRequest(range, after))
                    .path("hits")
                    .path("hits");
            for (JsonNode hit : hits) {
                EdgeMinute minute = EdgeMinuteDocument.read(hit.path("_source"));
                merged.merge(minute.caller() + "\0" + minute.callee(), minute, ElasticsearchReportStore::merge);
            }
            after = hits.size() < EDGES_A_REQUEST
                    ? null
                    : hits.path(hits.size() - 1).get("sort");
        } while (after != null);
        return List.copyOf(merged.values());
    }

    static ObjectNode apiMinutesRequest(String service, TimeRange range) {
        ObjectNode body = Searches.inRange(range, MAX_MINUTES);
        body.put("track_total_hits", false);
        Searches.term(body, EcsFields.SERVICE, service);
        Searches.sort(body, false);
        return body;
    }

    static ObjectNode apisRequest(TimeRange range, @Nullable JsonNode after) {
        ObjectNode body = Searches.inRange(range, 0);
        body.put("track_total_hits", false);
        ObjectNode apis = body.putObject("aggs").putObject(APIS);
        ObjectNode composite = apis.putObject("composite");
        composite.put("size", APIS_A_REQUEST);
        ArrayNode sources = composite.putArray("sources");
        source(sources, "service", EcsFields.SERVICE);
        source(sources, "method", EcsFields.METHOD);
        source(sources, "template", ApiMinuteDocument.TEMPLATE);
        if (after != null) {
            composite.set("after", after);
        }
        ObjectNode sums = apis.putObject("aggs");
        sums.putObject(REQUESTS).putObject("sum").put("field", ApiMinuteDocument.REQUESTS);
        sums.putObject(ERRORS).putObject("sum").put("field", ApiMinuteDocument.ERRORS);
        return body;
    }

    static ObjectNode edgesRequest(TimeRange range, @Nullable JsonNode after) {
        ObjectNode body = Searches.inRange(range, EDGES_A_REQUEST);
        body.put("track_total_hits", false);
        Searches.sort(body, true, EdgeMinuteDocument.CALLER, EdgeMinuteDocument.CALLEE);
        if (after != null) {
            body.set("search_after", after);
        }
        return body;
    }

    private static void source(ArrayNode sources, String name, String field) {
        sources.addObject().putObject(name).putObject("terms").put("field", field);
    }

    private static EdgeMinute merge(EdgeMinute first, EdgeMinute later) {
        LatencyHistogram latency = new LatencyHistogram();
        latency.merge(first.latency());
        latency.merge(later.latency());
        return new EdgeMinute(
                first.caller(),
                first.callee(),
                first.minute(),
                first.calls() + later.calls(),
                first.errors() + later.errors(),
                latency);
    }
}
