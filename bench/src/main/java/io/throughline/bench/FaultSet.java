package io.throughline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.core.health.Line;
import io.throughline.core.health.SuspectSearch;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Vantage;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.core.source.LogFiles;
import io.throughline.core.source.MergedRecords;
import io.throughline.core.source.OriginOverrides;
import io.throughline.core.source.OriginResolver;
import io.throughline.core.template.MessageTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A day with labelled faults: its flows as they truly were, its container logs read as the product reads them, and which service was made
 * to fail when.
 */
record FaultSet(List<Flow> flows, List<Line> lines, List<Fault> faults) {
    /** @param type as the data name it: {@code cpu_contention}, {@code exception}, {@code return} */
    record Fault(Instant injected, String service, String type) {}

    /** @param folder with {@code hops.ndjson.gz}, {@code truth.ndjson.gz}, {@code containers/} and {@code faults.json} */
    static FaultSet read(Path folder) throws IOException {
        List<Fault> faults = new ArrayList<>();
        for (JsonNode fault :
                new JsonMapper().readTree(folder.resolve("faults.json").toFile())) {
            faults.add(new Fault(
                    Instant.parse(HopSet.text(fault, "inject_time")),
                    HopSet.text(fault, "service"),
                    HopSet.text(fault, "type")));
        }
        return new FaultSet(flows(HopSet.read(folder)), lines(folder.resolve("containers")), faults);
    }

    SuspectSearch search() {
        SuspectSearch search = new SuspectSearch();
        flows.forEach(search::add);
        lines.forEach(search::add);
        return search;
    }

    private static List<Flow> flows(HopSet set) {
        Map<String, List<FlowHop>> byFlow = new TreeMap<>();
        for (ObjectNode hop : set.hops()) {
            HopSet.Truth truth = set.truth().get(HopSet.text(hop, "id"));
            if (truth == null) {
                throw new IllegalStateException("there is no truth of hop " + HopSet.text(hop, "id"));
            }
            byFlow.computeIfAbsent(truth.flow(), flow -> new ArrayList<>()).add(hop(hop, truth));
        }
        List<Flow> flows = new ArrayList<>();
        byFlow.forEach((id, hops) -> flows.add(flow(id, hops)));
        return flows;
    }

    private static Flow flow(String id, List<FlowHop> hops) {
        hops.sort(Comparator.comparing(FlowHop::start).thenComparing(FlowHop::id));
        Instant end = hops.stream().map(FlowHop::end).max(Instant::compareTo).orElseThrow();
        FlowHop first = hops.getFirst();
        return new Flow(
                id,
                null,
                first.start(),
                end,
                first.service(),
                first.operation(),
                null,
                false,
                List.of(),
                hops,
                hops.size(),
                0,
                true);
    }

    private static FlowHop hop(ObjectNode hop, HopSet.Truth truth) {
        return new FlowHop(
                HopSet.text(hop, "id"),
                truth.parent(),
                FlowHop.EdgeEvidence.INFERENCE,
                1,
                Vantage.valueOf(HopSet.text(hop, "vantage").toUpperCase(Locale.ROOT)),
                HopSet.text(hop, "service"),
                hop.path("instance").textValue(),
                "unknown",
                hop.path("operation").textValue(),
                hop.path("peer").textValue(),
                null,
                Instant.EPOCH.plus(hop.path("start_us").longValue(), ChronoUnit.MICROS),
                Duration.of(hop.path("duration_us").longValue(), ChronoUnit.MICROS),
                null,
                false,
                List.of());
    }

    private static List<Line> lines(Path containers) throws IOException {
        Normaliser normaliser = new Normaliser(ParseLimits.from(new Settings(Map.of())));
        MessageTemplates templates = new MessageTemplates();
        List<Line> lines = new ArrayList<>();
        try (MergedRecords records = new MergedRecords(
                LogFiles.expand(List.of(containers.toString())), new OriginResolver("unknown", OriginOverrides.NONE))) {
            while (records.hasNext()) {
                lines.add(line(records.next(), normaliser, templates));
            }
        }
        return lines;
    }

    private static Line line(RawRecord record, Normaliser normaliser, MessageTemplates templates) {
        if (normaliser.normalise(record) instanceof LogEvent event) {
            return Line.of(event, templates.of(event.message()));
        }
        throw new IllegalStateException("not a log line: " + record.source() + " at " + record.offset());
    }
}
