package io.throughline.stream.infer;

import io.throughline.core.infer.Edge;
import io.throughline.stream.correlate.TracedPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request with all that it caused within its instance; a flow is a tree of units.
 *
 * @param id the hop id of its root
 * @param instance whose it is
 * @param trace of its records, where any names one
 * @param members the root first
 * @param known when it was judged, in milliseconds since 1970
 */
record Unit(String id, String instance, @Nullable String trace, List<Member> members, long known) {
    Unit {
        members = List.copyOf(members);
    }

    /**
     * A hop of a unit.
     *
     * @param parent the hop that caused it; null for the root
     * @param others which else may have, the likeliest first
     */
    record Member(TracedPart part, @Nullable String parent, double confidence, List<Edge.Other> others) {
        Member {
            others = List.copyOf(others);
        }

        Member(TracedPart part, @Nullable String parent, double confidence) {
            this(part, parent, confidence, List.of());
        }
    }
}
