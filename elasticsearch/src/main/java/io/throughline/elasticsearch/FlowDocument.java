package io.throughline.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Vantage;
import io.throughline.core.schema.EcsEvent;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.schema.JsonMembers;
import io.throughline.core.schema.JsonParts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A flow as it is kept: searchable summary, and the hops as one value that is not indexed.
 *
 * <p>A flow lives in the partition of its start. Its start can only move earlier, as older records arrive; when it moves over
 * midnight, what was written before lies in a later partition. So a flow that touches more days than one also deletes itself from
 * the later ones (docs/adr, "A flow's partition").
 */
public final class FlowDocument {
    static final String ROOT_OPERATION = "throughline.flow.operation";
    static final String SERVICES = "throughline.flow.services";
    static final String FAILED = "throughline.flow.failed";
    static final String LINES = "throughline.flow.lines";
    static final String HOP_COUNT = "throughline.flow.hop_count";
    static final String DROPPED_HOPS = "throughline.flow.dropped_hops";
    static final String CLOSED = "throughline.flow.closed";
    static final String HOPS = "throughline.flow.hops";

    /** A record with a broken clock can stretch a flow over years; it must not make thousands of partitions. */
    private static final int MAX_OTHER_DAYS = 7;

    private FlowDocument() {}

    /** What has to be written for the flow: first the document, then the deletes of what an amendment left in later partitions. */
    public static List<IndexDocument> of(Flow flow) {
        String id = DocumentIds.safe(flow.id());
        long version = version(flow);
        String index = IndexNames.flows(flow.start());
        IndexDocument document =
                new IndexDocument(index, id, version, DocumentWriter.write(generator -> write(generator, flow)));
        SortedSet<LocalDate> otherDays = otherDays(flow);
        if (otherDays.isEmpty()) {
            return List.of(document);
        }
        List<IndexDocument> writes = new ArrayList<>(1 + otherDays.size());
        writes.add(document);
        for (LocalDate day : otherDays) {
            String other = IndexNames.flows(day.atStartOfDay(ZoneOffset.UTC).toInstant());
            writes.add(IndexDocument.delete(other, id, version));
        }
        return writes;
    }

    /** Grows with the flow's records; of two with the same records the closed one is newer. */
    static long version(Flow flow) {
        return 2L * flow.lines() + (flow.closed() ? 1 : 0);
    }

    private static SortedSet<LocalDate> otherDays(Flow flow) {
        LocalDate first = day(flow.start());
        LocalDate last = day(flow.end());
        SortedSet<LocalDate> days = new TreeSet<>();
        if (!last.isAfter(first)) {
            return days;
        }
        // An earlier start was the time of one of the flow's records: of a hop's first or last one, or close behind the
        // start.
        days.add(first.plusDays(1));
        for (FlowHop hop : flow.hops()) {
            days.add(day(hop.start()));
            days.add(day(hop.end()));
            if (days.size() > MAX_OTHER_DAYS) {
                break;
            }
        }
        days.removeIf(day -> !day.isAfter(first) || day.isAfter(last));
        return days;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static void write(JsonGenerator json, Flow flow) throws IOException {
        JsonMembers.instant(json, EcsFields.TIMESTAMP, flow.start());
        JsonMembers.instant(json, EcsFields.EVENT_END, flow.end());
        json.writeNumberField(EcsFields.EVENT_DURATION, Json.nanos(flow.duration()));
        json.writeStringField(EcsFields.FLOW_ID, flow.id());
        JsonMembers.string(json, EcsFields.TRACE_ID, flow.traceId());
        json.writeStringField(EcsFields.SERVICE, flow.rootService());
        JsonMembers.string(json, ROOT_OPERATION, flow.rootOperation());
        JsonMembers.integer(json, EcsFields.STATUS, flow.status());
        json.writeBooleanField(FAILED, flow.failed());
        JsonMembers.strings(json, SERVICES, flow.services());
        json.writeNumberField(LINES, flow.lines());
        json.writeNumberField(HOP_COUNT, flow.hops().size());
        json.writeNumberField(DROPPED_HOPS, flow.droppedHops());
        json.writeBooleanField(CLOSED, flow.closed());
        json.writeArrayFieldStart(HOPS);
        for (FlowHop hop : flow.hops()) {
            writeHop(json, hop);
        }
        json.writeEndArray();
    }

    private static void writeHop(JsonGenerator json, FlowHop hop) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", hop.id());
        JsonMembers.string(json, "parent", hop.parent());
        JsonMembers.word(json, "evidence", hop.evidence());
        json.writeNumberField("confidence", hop.confidence());
        JsonParts.others(json, hop.others());
        json.writeStringField("vantage", EcsEvent.vantage(hop.vantage()));
        json.writeStringField("service", hop.service());
        JsonMembers.string(json, "instance", hop.instance());
        json.writeStringField("host", hop.host());
        JsonMembers.string(json, "operation", hop.operation());
        JsonMembers.string(json, "peer", hop.peer());
        JsonMembers.string(json, "span", hop.span());
        JsonMembers.instant(json, "start", hop.start());
        json.writeNumberField("duration", Json.nanos(hop.duration()));
        JsonMembers.integer(json, "status", hop.status());
        json.writeBooleanField("failed", hop.failed());
        JsonMembers.strings(json, "events", hop.events());
        json.writeEndObject();
    }

    /** The flow that {@link #of} wrote. */
    static Flow read(JsonNode source) {
        List<FlowHop> hops = new ArrayList<>();
        for (JsonNode hop : source.path(HOPS)) {
            hops.add(readHop(hop));
        }
        return new Flow(
                Json.required(source, EcsFields.FLOW_ID),
                Json.optional(source, EcsFields.TRACE_ID),
                Json.instant(source, EcsFields.TIMESTAMP),
                Json.instant(source, EcsFields.EVENT_END),
                Json.required(source, EcsFields.SERVICE),
                Json.optional(source, ROOT_OPERATION),
                Json.optionalInt(source, EcsFields.STATUS),
                source.path(FAILED).asBoolean(),
                Json.strings(source.path(SERVICES)),
                hops,
                source.path(LINES).asInt(),
                source.path(DROPPED_HOPS).asInt(),
                source.path(CLOSED).asBoolean());
    }

    private static FlowHop readHop(JsonNode hop) {
        return new FlowHop(
                Json.required(hop, "id"),
                Json.optional(hop, "parent"),
                Json.constant(EdgeEvidence.class, hop, "evidence"),
                hop.path("confidence").asDouble(),
                others(hop),
                Json.constant(Vantage.class, hop, "vantage"),
                Json.required(hop, "service"),
                Json.optional(hop, "instance"),
                Json.required(hop, "host"),
                Json.optional(hop, "operation"),
                Json.optional(hop, "peer"),
                Json.optional(hop, "span"),
                Json.instant(hop, "start"),
                Duration.ofNanos(hop.path("duration").asLong()),
                Json.optionalInt(hop, "status"),
                hop.path("failed").asBoolean(),
                Json.strings(hop.path("events")));
    }

    private static List<FlowHop.Other> others(JsonNode hop) {
        List<FlowHop.Other> others = new ArrayList<>();
        for (JsonNode other : hop.path("others")) {
            others.add(new FlowHop.Other(
                    Json.required(other, "parent"), other.path("confidence").asDouble()));
        }
        return others;
    }
}
