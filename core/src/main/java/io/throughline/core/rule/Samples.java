package io.throughline.core.rule;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events that a rule's file says it must match, and others that it must not. */
public record Samples(List<Sample> matches, List<Sample> ignores) {
    public static final Samples NONE = new Samples(List.of(), List.of());

    public Samples {
        matches = List.copyOf(matches);
        ignores = List.copyOf(ignores);
    }

    /**
     * What one sample consists of: one event for a detection, one or more in order for a correlation.
     *
     * @param at where it stands
     */
    public record Sample(Position at, List<Given> events) {
        public Sample {
            events = List.copyOf(events);
        }
    }

    /**
     * One event.
     *
     * @param line the record as it was written; null where fields are given
     * @param fields by dotted ECS names; empty where a line is given
     */
    public record Given(@Nullable String line, Map<String, String> fields) {
        public Given {
            fields = Map.copyOf(fields);
        }
    }
}
