package io.throughline.stream.rules;

import io.throughline.core.rule.correlate.GroupState;
import io.throughline.core.rule.correlate.Seen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link GroupState}, written down.
 *
 * @param rule the correlation's key and version
 * @param timer when the group is looked at again, in milliseconds
 */
record GroupMemory(
        String rule,
        String group,
        List<Seen> seen,
        List<List<Seen>> chains,
        @Nullable Instant foundAt,
        boolean incomplete,
        long timer) {
    static GroupMemory of(String rule, String group, GroupState state, long timer) {
        return new GroupMemory(rule, group, state.seen(), state.chains(), state.foundAt(), state.incomplete(), timer);
    }

    GroupState state() {
        return new GroupState(seen, chains, foundAt, incomplete);
    }
}
