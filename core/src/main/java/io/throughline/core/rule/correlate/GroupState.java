package io.throughline.core.rule.correlate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one group of one correlation. Bounded: {@link CorrelationJudge} says by how much. Whoever keeps it may write
 * its members down and make it anew from them.
 */
public final class GroupState {
    private final List<Seen> seen;
    private final List<List<Seen>> chains;

    @Nullable
    private Instant foundAt;

    private boolean incomplete;

    public GroupState() {
        this(List.of(), List.of(), null, false);
    }

    /**
     * @param seen events, in order of time
     * @param chains for ordered correlations: by length less one, the latest beginning of the order
     * @param foundAt when the last finding was
     * @param incomplete whether a limit was reached since
     */
    public GroupState(List<Seen> seen, List<List<Seen>> chains, @Nullable Instant foundAt, boolean incomplete) {
        this.seen = new ArrayList<>(seen);
        this.chains = new ArrayList<>(chains);
        this.foundAt = foundAt;
        this.incomplete = incomplete;
    }

    public List<Seen> seen() {
        return seen;
    }

    public List<List<Seen>> chains() {
        return chains;
    }

    public @Nullable Instant foundAt() {
        return foundAt;
    }

    public boolean incomplete() {
        return incomplete;
    }

    void foundAt(Instant time) {
        foundAt = time;
    }

    void incomplete(boolean reached) {
        incomplete = reached;
    }
}
