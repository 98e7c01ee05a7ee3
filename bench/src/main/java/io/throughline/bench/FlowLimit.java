package io.throughline.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.infer.CallMatcher;
import io.throughline.core.infer.Span;
import io.throughline.core.model.Vantage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How many flows of a set could be told from others by times, with patterns of the kind that {@link CallMatcher} learns: those without a
 * call that is likelier elsewhere even where the ways of services are learned from the truth, and the flow of every request is known. A
 * method that goes by the same evidence finds the others by luck; another kind of pattern may tell more.
 *
 * @param endToEnd the share of flows that could be found whole
 * @param singleCaller the same without the calls of services that several others call
 * @param untried the share of flows with a call whose true cause is not even tried, since too many others seem likelier
 */
record FlowLimit(double endToEnd, double singleCaller, double untried) {
    static FlowLimit of(HopSet set) {
        Map<String, List<Span>> byInstance = new HashMap<>();
        Map<String, String> flowOf = new HashMap<>();
        Map<String, String> parentOf = new HashMap<>();
        set.truth().forEach((id, is) -> {
            flowOf.put(id, is.flow());
            if (is.parent() != null) {
                parentOf.put(id, is.parent());
            }
        });
        for (ObjectNode hop : set.hops()) {
            byInstance
                    .computeIfAbsent(HopSet.text(hop, "instance"), any -> new ArrayList<>())
                    .add(span(hop));
        }
        Set<String> several = FlowScore.calledBySeveral(set.hops());
        Set<String> leftOut = new HashSet<>();
        for (ObjectNode hop : set.hops()) {
            if (several.contains(HopSet.text(hop, "service"))) {
                leftOut.add(HopSet.text(hop, "id"));
            }
        }
        Set<String> lost = new HashSet<>();
        Set<String> lostWithSingleCaller = new HashSet<>();
        Set<String> untried = new HashSet<>();
        for (List<Span> spans : byInstance.values()) {
            CallMatcher.Lost calls = CallMatcher.lost(spans, flowOf, parentOf);
            for (String id : calls.elsewhere()) {
                lost.add(flowOf.getOrDefault(id, id));
                if (!leftOut.contains(id)) {
                    lostWithSingleCaller.add(flowOf.getOrDefault(id, id));
                }
            }
            calls.untried().forEach(id -> untried.add(flowOf.getOrDefault(id, id)));
        }
        double flows = new HashSet<>(flowOf.values()).size();
        return new FlowLimit(1 - lost.size() / flows, 1 - lostWithSingleCaller.size() / flows, untried.size() / flows);
    }

    private static Span span(ObjectNode hop) {
        long start = hop.path("start_us").longValue();
        return new Span(
                HopSet.text(hop, "id"),
                Vantage.valueOf(HopSet.text(hop, "vantage").toUpperCase(Locale.ROOT)),
                HopSet.text(hop, "operation") + " " + HopSet.text(hop, "peer"),
                start,
                start + hop.path("duration_us").longValue());
    }
}
