package io.throughline.stream.behaviour;

import io.throughline.core.model.Evidence;
import io.throughline.stream.correlate.FlowTraits;
import java.time.Instant;

/**
 * A flow that a rule forbids.
 *
 * @param rule in its own words
 * @param known when the stream knew, in event time
 */
public record Breach(
        String rule, String entry, String service, String flow, Instant known, Evidence root, Evidence reached) {
    static Breach of(PathRule rule, FlowTraits flow, FlowTraits.Place place) {
        return new Breach(
                rule.toString(),
                flow.root().service() + " " + flow.root().endpoint(),
                rule.service(),
                flow.flow(),
                flow.known(),
                flow.root().evidence(),
                place.evidence());
    }
}
