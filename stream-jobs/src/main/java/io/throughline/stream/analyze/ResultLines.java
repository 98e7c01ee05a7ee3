package io.throughline.stream.analyze;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Finding;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.LatencyHistogram;
import io.throughline.core.model.Rejected;
import io.throughline.core.model.Risk;
import io.throughline.core.schema.EcsEvent;
import io.throughline.core.schema.JsonMembers;
import io.throughline.core.schema.JsonParts;
import io.throughline.stream.correlate.CorrelatedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Results as lines of JSON. Every object's members have a fixed order, so equal results are equal bytes. */
final class ResultLines {
    private static final JsonFactory JSON = new JsonFactory();
    private static final double[] QUANTILES = {0.5, 0.95, 0.99};

    private ResultLines() {}

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    static ResultLine event(CorrelatedEvent correlated) throws IOException {
        return line(
                sortable(correlated.event().timestamp()) + correlated.event().id(),
                correlated.flow() == null ? 1 : 2,
                json -> EcsEvent.write(json, correlated.event(), correlated.flow()));
    }

    static ResultLine flow(Flow flow) throws IOException {
        return line(flow.id(), 2L * flow.lines() + (flow.closed() ? 1 : 0), json -> {
            json.writeStartObject();
            json.writeStringField("id", flow.id());
            JsonMembers.string(json, "trace.id", flow.traceId());
            JsonMembers.instant(json, "start", flow.start());
            json.writeNumberField("duration_us", micros(flow.start(), flow.end()));
            json.writeStringField("root_service", flow.rootService());
            JsonMembers.string(json, "root_operation", flow.rootOperation());
            JsonMembers.integer(json, "status", flow.status());
            json.writeBooleanField("failed", flow.failed());
            JsonMembers.strings(json, "services", flow.services());
            json.writeNumberField("lines", flow.lines());
            json.writeNumberField("dropped_hops", flow.droppedHops());
            json.writeBooleanField("closed", flow.closed());
            JsonMembers.objects(json, "hops", flow.hops(), ResultLines::hop);
            json.writeEndObject();
        });
    }

    private static void hop(JsonGenerator json, FlowHop hop) throws IOException {
        json.writeStringField("id", hop.id());
        JsonMembers.string(json, "parent", hop.parent());
        JsonMembers.word(json, "method", hop.evidence());
        json.writeNumberField("confidence", hop.confidence());
        JsonParts.others(json, hop.others());
        JsonMembers.word(json, "vantage", hop.vantage());
        json.writeStringField("service", hop.service());
        JsonMembers.string(json, "instance", hop.instance());
        json.writeStringField("host", hop.host());
        JsonMembers.string(json, "operation", hop.operation());
        JsonMembers.string(json, "peer", hop.peer());
        JsonMembers.string(json, "span", hop.span());
        JsonMembers.instant(json, "start", hop.start());
        json.writeNumberField("duration_us", hop.duration().toNanos() / 1_000);
        JsonMembers.integer(json, "status", hop.status());
        json.writeBooleanField("failed", hop.failed());
        JsonMembers.strings(json, "events", hop.events());
    }

    static ResultLine alert(Alert alert) throws IOException {
        return line(sortable(alert.windowStart()) + alert.id(), alert.revision(), json -> {
            json.writeStartObject();
            json.writeStringField("id", alert.id());
            json.writeStringField("rule", alert.rule());
            json.writeNumberField("rule_version", alert.ruleVersion());
            JsonMembers.word(json, "severity", alert.severity());
            json.writeStringField("title", alert.title());
            JsonMembers.instant(json, "time", alert.time());
            JsonMembers.instant(json, "window_start", alert.windowStart());
            JsonMembers.instant(json, "window_end", alert.windowEnd());
            JsonMembers.texts(json, "entity", alert.entity());
            json.writeStringField("expected", alert.expected());
            json.writeStringField("seen", alert.seen());
            JsonMembers.strings(json, "technique", alert.technique());
            JsonMembers.strings(json, "tags", alert.tags());
            if (alert.risk() != null) {
                risk(json, alert.risk());
            }
            JsonMembers.objects(
                    json, "evidence", alert.evidence(), (to, evidence) -> JsonParts.evidence(to, evidence, "file"));
            json.writeNumberField("count", alert.count());
            json.writeEndObject();
        });
    }

    private static void risk(JsonGenerator json, Risk risk) throws IOException {
        json.writeNumberField("risk", risk.score());
        JsonParts.factors(json, "risk_factors", risk.factors());
        json.writeStringField("group", risk.group());
        json.writeNumberField("group_size", risk.groupSize());
        JsonParts.related(json, "related", risk.related());
        JsonMembers.string(json, "suppressed", risk.suppressed());
    }

    /** By container and time; what was seen later of a version replaces what was seen earlier. */
    static ResultLine container(ContainerVersion version) throws IOException {
        String key = String.join("\0", version.key(), sortable(version.from()), sortable(version.since()));
        return line(key, version.seen().toEpochMilli(), json -> {
            json.writeStartObject();
            JsonMembers.word(json, "state", version.action());
            JsonMembers.instant(json, "since", version.since());
            JsonMembers.instant(json, "from", version.from());
            JsonMembers.instant(json, "seen", version.seen());
            json.writeStringField("host", version.host());
            JsonMembers.string(json, "service", version.service());
            JsonMembers.string(json, "id", version.id());
            JsonMembers.string(json, "name", version.name());
            JsonMembers.string(json, "image", version.image());
            JsonMembers.string(json, "digest", version.digest());
            JsonMembers.strings(json, "privileges", version.privileges());
            JsonMembers.instant(json, "first_log", version.firstLog());
            JsonMembers.instant(json, "last_log", version.lastLog());
            JsonMembers.instant(json, "first_served", version.firstServed());
            JsonMembers.instant(json, "last_served", version.lastServed());
            JsonMembers.instant(json, "ended", version.ended());
            json.writeEndObject();
        });
    }

    /** By entity and time. */
    static ResultLine risk(EntityRisk risk) throws IOException {
        return line(String.join("\0", risk.kind(), risk.name(), sortable(risk.time())), risk.alerts(), json -> {
            json.writeStartObject();
            json.writeStringField("kind", risk.kind());
            json.writeStringField("name", risk.name());
            JsonMembers.instant(json, "time", risk.time());
            json.writeNumberField("risk", risk.risk());
            json.writeNumberField("half_life_s", risk.halfLife().toSeconds());
            json.writeNumberField("alerts", risk.alerts());
            JsonParts.top(json, "top", risk.top());
            json.writeEndObject();
        });
    }

    static ResultLine finding(Finding finding) throws IOException {
        return line(sortable(finding.time()) + finding.id(), 1, json -> {
            json.writeStartObject();
            json.writeStringField("id", finding.id());
            json.writeStringField("rule", finding.rule());
            JsonMembers.instant(json, "time", finding.time());
            JsonMembers.texts(json, "entity", finding.entity());
            json.writeStringField("reason", finding.reason());
            JsonMembers.word(json, "severity", finding.severity());
            json.writeNumberField("confidence", finding.confidence());
            JsonMembers.strings(json, "technique", finding.technique());
            JsonMembers.strings(json, "tags", finding.tags());
            JsonMembers.objects(json, "evidence", finding.evidence(), (to, seen) -> {
                to.writeStringField("id", seen.record());
                JsonParts.evidence(to, seen.where(), "file");
            });
            json.writeEndObject();
        });
    }

    static ResultLine apiMinute(ApiMinute minute) throws IOException {
        String key = String.join("\0", minute.service(), minute.method(), minute.template(), sortable(minute.minute()));
        return line(key, minute.records(), json -> {
            json.writeStartObject();
            json.writeStringField("service", minute.service());
            json.writeStringField("method", minute.method());
            json.writeStringField("template", minute.template());
            JsonMembers.instant(json, "minute", minute.minute());
            json.writeNumberField("requests", minute.requests());
            json.writeNumberField("errors", minute.errors());
            quantiles(json, minute.latency());
            JsonMembers.counts(json, "callers", minute.callers());
            json.writeEndObject();
        });
    }

    static ResultLine edgeMinute(EdgeMinute minute) throws IOException {
        String key = String.join("\0", minute.caller(), minute.callee(), sortable(minute.minute()));
        return line(key, minute.calls(), json -> {
            json.writeStartObject();
            json.writeStringField("caller", minute.caller());
            json.writeStringField("callee", minute.callee());
            JsonMembers.instant(json, "minute", minute.minute());
            json.writeNumberField("calls", minute.calls());
            json.writeNumberField("errors", minute.errors());
            quantiles(json, minute.latency());
            json.writeEndObject();
        });
    }

    static ResultLine rejected(Rejected rejected) throws IOException {
        return line(rejected.record().source() + '\0' + padded(rejected.record().offset(), 19), 1, json -> {
            json.writeStartObject();
            json.writeStringField("file", rejected.record().source());
            json.writeNumberField("offset", rejected.record().offset());
            json.writeNumberField("bytes", rejected.record().length());
            json.writeStringField("reason", rejected.reason());
            json.writeEndObject();
        });
    }

    private static ResultLine line(String key, long version, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            content.write(json);
        }
        return new ResultLine(key, version, bytes.toByteArray());
    }

    private static void quantiles(JsonGenerator json, LatencyHistogram latency) throws IOException {
        for (double quantile : QUANTILES) {
            json.writeNumberField("p" + Math.round(quantile * 100) + "_us", latency.quantile(quantile));
        }
    }

    private static long micros(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1_000;
    }

    /** Texts of this form have the order of the instants, for the years that a {@code Normaliser} lets pass. */
    private static String sortable(Instant time) {
        return padded(time.getEpochSecond(), 12) + padded(time.getNano(), 9);
    }

    private static String padded(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
