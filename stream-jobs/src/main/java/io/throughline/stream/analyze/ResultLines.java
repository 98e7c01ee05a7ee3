package io.throughline.stream.analyze;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Finding;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.LatencyHistogram;
import io.throughline.core.model.Rejected;
import io.throughline.core.model.Risk;
import io.throughline.core.schema.EcsEvent;
import io.throughline.stream.correlate.CorrelatedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
            string(json, "trace.id", flow.traceId());
            instant(json, "start", flow.start());
            json.writeNumberField("duration_us", micros(flow.start(), flow.end()));
            json.writeStringField("root_service", flow.rootService());
            string(json, "root_operation", flow.rootOperation());
            if (flow.status() != null) {
                json.writeNumberField("status", flow.status());
            }
            json.writeBooleanField("failed", flow.failed());
            strings(json, "services", flow.services());
            json.writeNumberField("lines", flow.lines());
            json.writeNumberField("dropped_hops", flow.droppedHops());
            json.writeBooleanField("closed", flow.closed());
            json.writeArrayFieldStart("hops");
            for (FlowHop hop : flow.hops()) {
                hop(json, hop);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void hop(JsonGenerator json, FlowHop hop) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", hop.id());
        string(json, "parent", hop.parent());
        json.writeStringField("method", hop.evidence().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("confidence", hop.confidence());
        if (!hop.others().isEmpty()) {
            json.writeArrayFieldStart("others");
            for (FlowHop.Other other : hop.others()) {
                json.writeStartObject();
                json.writeStringField("parent", other.parent());
                json.writeNumberField("confidence", other.confidence());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeStringField("vantage", hop.vantage().name().toLowerCase(Locale.ROOT));
        json.writeStringField("service", hop.service());
        string(json, "instance", hop.instance());
        json.writeStringField("host", hop.host());
        string(json, "operation", hop.operation());
        string(json, "peer", hop.peer());
        string(json, "span", hop.span());
        instant(json, "start", hop.start());
        json.writeNumberField("duration_us", hop.duration().toNanos() / 1_000);
        if (hop.status() != null) {
            json.writeNumberField("status", hop.status());
        }
        json.writeBooleanField("failed", hop.failed());
        strings(json, "events", hop.events());
        json.writeEndObject();
    }

    static ResultLine alert(Alert alert) throws IOException {
        return line(sortable(alert.windowStart()) + alert.id(), alert.revision(), json -> {
            json.writeStartObject();
            json.writeStringField("id", alert.id());
            json.writeStringField("rule", alert.rule());
            json.writeNumberField("rule_version", alert.ruleVersion());
            json.writeStringField("severity", alert.severity().name().toLowerCase(Locale.ROOT));
            json.writeStringField("title", alert.title());
            instant(json, "time", alert.time());
            instant(json, "window_start", alert.windowStart());
            instant(json, "window_end", alert.windowEnd());
            json.writeObjectFieldStart("entity");
            for (Map.Entry<String, String> entry : new TreeMap<>(alert.entity()).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            json.writeStringField("expected", alert.expected());
            json.writeStringField("seen", alert.seen());
            strings(json, "technique", alert.technique());
            strings(json, "tags", alert.tags());
            if (alert.risk() != null) {
                risk(json, alert.risk());
            }
            json.writeArrayFieldStart("evidence");
            for (Evidence evidence : alert.evidence()) {
                json.writeStartObject();
                json.writeStringField("event", evidence.event());
                string(json, "flow", evidence.flow());
                json.writeStringField("file", evidence.source());
                json.writeNumberField("offset", evidence.offset());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("count", alert.count());
            json.writeEndObject();
        });
    }

    private static void risk(JsonGenerator json, Risk risk) throws IOException {
        json.writeNumberField("risk", risk.score());
        json.writeArrayFieldStart("risk_factors");
        for (Risk.Factor factor : risk.factors()) {
            json.writeStartObject();
            json.writeStringField("name", factor.name());
            json.writeNumberField("value", factor.value());
            json.writeStringField("reason", factor.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("group", risk.group());
        json.writeNumberField("group_size", risk.groupSize());
        json.writeArrayFieldStart("related");
        for (Risk.Related related : risk.related()) {
            json.writeStartObject();
            json.writeStringField("id", related.id());
            json.writeStringField("rule", related.rule());
            json.writeStringField("title", related.title());
            json.writeEndObject();
        }
        json.writeEndArray();
        string(json, "suppressed", risk.suppressed());
    }

    /** By container and time; what was seen later of a version replaces what was seen earlier. */
    static ResultLine container(ContainerVersion version) throws IOException {
        String key = String.join("\0", version.key(), sortable(version.from()), sortable(version.since()));
        return line(key, version.seen().toEpochMilli(), json -> {
            json.writeStartObject();
            json.writeStringField("state", version.action().name().toLowerCase(Locale.ROOT));
            instant(json, "since", version.since());
            instant(json, "from", version.from());
            instant(json, "seen", version.seen());
            json.writeStringField("host", version.host());
            string(json, "service", version.service());
            string(json, "id", version.id());
            string(json, "name", version.name());
            string(json, "image", version.image());
            string(json, "digest", version.digest());
            strings(json, "privileges", version.privileges());
            optional(json, "first_log", version.firstLog());
            optional(json, "last_log", version.lastLog());
            optional(json, "first_served", version.firstServed());
            optional(json, "last_served", version.lastServed());
            optional(json, "ended", version.ended());
            json.writeEndObject();
        });
    }

    private static void optional(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        if (time != null) {
            instant(json, name, time);
        }
    }

    /** By entity and time. */
    static ResultLine risk(EntityRisk risk) throws IOException {
        return line(String.join("\0", risk.kind(), risk.name(), sortable(risk.time())), risk.alerts(), json -> {
            json.writeStartObject();
            json.writeStringField("kind", risk.kind());
            json.writeStringField("name", risk.name());
            instant(json, "time", risk.time());
            json.writeNumberField("risk", risk.risk());
            json.writeNumberField("half_life_s", risk.halfLife().toSeconds());
            json.writeNumberField("alerts", risk.alerts());
            json.writeArrayFieldStart("top");
            for (EntityRisk.Part part : risk.top()) {
                json.writeStartObject();
                json.writeStringField("alert", part.alert());
                json.writeStringField("rule", part.rule());
                json.writeStringField("title", part.title());
                json.writeNumberField("risk", part.risk());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static ResultLine finding(Finding finding) throws IOException {
        return line(sortable(finding.time()) + finding.id(), 1, json -> {
            json.writeStartObject();
            json.writeStringField("id", finding.id());
            json.writeStringField("rule", finding.rule());
            instant(json, "time", finding.time());
            json.writeObjectFieldStart("entity");
            for (Map.Entry<String, String> part : new TreeMap<>(finding.entity()).entrySet()) {
                json.writeStringField(part.getKey(), part.getValue());
            }
            json.writeEndObject();
            json.writeStringField("reason", finding.reason());
            json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("confidence", finding.confidence());
            strings(json, "technique", finding.technique());
            strings(json, "tags", finding.tags());
            json.writeArrayFieldStart("evidence");
            for (Finding.Seen seen : finding.evidence()) {
                json.writeStartObject();
                json.writeStringField("id", seen.record());
                json.writeStringField("event", seen.where().event());
                string(json, "flow", seen.where().flow());
                json.writeStringField("file", seen.where().source());
                json.writeNumberField("offset", seen.where().offset());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static ResultLine apiMinute(ApiMinute minute) throws IOException {
        String key = String.join("\0", minute.service(), minute.method(), minute.template(), sortable(minute.minute()));
        return line(key, minute.requests(), json -> {
            json.writeStartObject();
            json.writeStringField("service", minute.service());
            json.writeStringField("method", minute.method());
            json.writeStringField("template", minute.template());
            instant(json, "minute", minute.minute());
            json.writeNumberField("requests", minute.requests());
            json.writeNumberField("errors", minute.errors());
            quantiles(json, minute.latency());
            json.writeObjectFieldStart("callers");
            for (Map.Entry<String, Long> caller : new TreeMap<>(minute.callers()).entrySet()) {
                json.writeNumberField(caller.getKey(), caller.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    static ResultLine edgeMinute(EdgeMinute minute) throws IOException {
        String key = String.join("\0", minute.caller(), minute.callee(), sortable(minute.minute()));
        return line(key, minute.calls(), json -> {
            json.writeStartObject();
            json.writeStringField("caller", minute.caller());
            json.writeStringField("callee", minute.callee());
            instant(json, "minute", minute.minute());
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

    private static void strings(JsonGenerator json, String name, Iterable<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void string(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void instant(JsonGenerator json, String name, Instant value) throws IOException {
        json.writeFieldName(name);
        EcsEvent.writeInstant(json, value);
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
