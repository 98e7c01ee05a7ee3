package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Alert.Severity;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.schema.JsonMembers;
import io.throughline.core.store.AlertFilter;
import io.throughline.core.store.AlertStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    public Page<Alert> find(AlertFilter filter, TimeRange range, int size, @Nullable String cursor) {
        Pages.checkSize(size, MAX_PAGE);
        JsonNode answer = Searches.send(client, IndexNames.ALERTS, page(filter, range, size, cursor));
        return Pages.read(answer, size, hit -> AlertDocument.read(hit.path("_source")));
    }

    @Override
    public Optional<Alert> get(String id) {
        JsonNode best = ById.newest(client, IndexNames.ALERTS, id);
        return best == null ? Optional.empty() : Optional.of(AlertDocument.read(best));
    }

    static ObjectNode page(AlertFilter filter, TimeRange range, int size, @Nullable String cursor) {
        ObjectNode body = Searches.inRange(range, size + 1);
        if (filter.rule() != null) {
            Searches.term(body, AlertDocument.RULE, filter.rule());
        }
        if (filter.group() != null) {
            Searches.term(body, AlertDocument.GROUP, filter.group());
        }
        if (filter.minRisk() > 0) {
            Searches.filters(body)
                    .addObject()
                    .putObject("range")
                    .putObject(AlertDocument.RISK)
                    .put("gte", filter.minRisk());
        }
        if (filter.firsts()) {
            unless(body).putObject("term").put(AlertDocument.FOLLOWS, true);
        }
        if (!filter.suppressed()) {
            unless(body).putObject("exists").put("field", AlertDocument.SUPPRESSED);
        }
        if (filter.minSeverity() != Severity.LOW) {
            ArrayNode severities =
                    Searches.filters(body).addObject().putObject("terms").putArray(AlertDocument.SEVERITY);
            filter.severities().forEach(severity -> severities.add(JsonMembers.word(severity)));
        }
        if (filter.service() != null) {
            ArrayNode either =
                    Searches.filters(body).addObject().putObject("bool").putArray("should");
            for (String field : AlertFilter.SERVICE_FIELDS) {
                either.addObject().putObject("term").put(AlertDocument.ENTITY + "." + field, filter.service());
            }
        }
        Searches.sort(body, false, AlertDocument.ID);
        if (filter.byRisk()) {
            byRiskFirst(body);
        }
        Pages.after(body, cursor);
        return body;
    }

    /** Those that are not scored come last, as if they had less than none. */
    private static void byRiskFirst(ObjectNode body) {
        ObjectNode risk = body.withArray("sort").insertObject(0).putObject(AlertDocument.RISK);
        risk.put("order", "desc");
        risk.put("missing", -1);
        risk.put("unmapped_type", "short");
    }

    private static ObjectNode unless(ObjectNode body) {
        return Searches.filters(body).addObject().putObject("bool").putObject("must_not");
    }

    @Override
    public List<RuleCount> countByRule(TimeRange range) {
        List<RuleCount> counts = new ArrayList<>();
        JsonNode answer = Searches.send(client, IndexNames.ALERTS, counts(range));
        for (JsonNode bucket : answer.path("aggregations").path("rules").path("buckets")) {
            counts.add(new RuleCount(
                    bucket.path("key").asText(),
                    bucket.path("version").path("value").asInt(),
                    bucket.path("doc_count").asLong(),
                    bucket.path("suppressed").path("doc_count").asLong(),
                    Instant.ofEpochMilli(bucket.path("last").path("value").asLong())));
        }
        return counts;
    }

    static ObjectNode counts(TimeRange range) {
        ObjectNode body = Searches.inRange(range, 0);
        body.put("track_total_hits", false);
        ObjectNode rules = body.putObject("aggs").putObject("rules");
        ObjectNode terms = rules.putObject("terms");
        terms.put("field", AlertDocument.RULE);
        terms.put("size", MAX_RULES);
        ObjectNode of = rules.putObject("aggs");
        of.putObject("version").putObject("max").put("field", AlertDocument.RULE_VERSION);
        of.putObject("last").putObject("max").put("field", EcsFields.TIMESTAMP);
        of.putObject("suppressed").putObject("filter").putObject("exists").put("field", AlertDocument.SUPPRESSED);
        return body;
    }

    @Override
    public List<EntityRisk> risk(String kind, String name, TimeRange range) {
        ObjectNode body = Searches.inRange(range, MAX_RISKS);
        body.put("track_total_hits", false);
        Searches.term(body, EntityRiskDocument.KIND, kind);
        Searches.term(body, EntityRiskDocument.NAME, name);
        Searches.sort(body, false);
        List<EntityRisk> latestFirst = risks(body);
        Collections.reverse(latestFirst);
        return latestFirst;
    }

    @Override
    public List<EntityRisk> risks(@Nullable String kind, TimeRange range) {
        ObjectNode body = Searches.inRange(range, MAX_RISKS);
        body.put("track_total_hits", false);
        if (kind != null) {
            Searches.term(body, EntityRiskDocument.KIND, kind);
        }
        Searches.sort(body, false, EntityRiskDocument.KIND, EntityRiskDocument.NAME);
        body.putObject("collapse").put("field", EntityRiskDocument.ENTITY);
        return risks(body);
    }

    private List<EntityRisk> risks(ObjectNode body) {
        List<EntityRisk> risks = new ArrayList<>();
        for (JsonNode hit :
                Searches.send(client, IndexNames.RISKS, body).path("hits").path("hits")) {
            risks.add(EntityRiskDocument.read(hit.path("_source")));
        }
        return risks;
    }
}
