package io.throughline.core.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * How well something is known: how often it was seen, and by whom. What only one client does is not usual, however often it does it.
 *
 * @param count values
 * @param witnesses hashes of the first different clients, at most {@link #WANTED}
 */
public record Support(long count, List<Long> witnesses) {
    /** So many different clients have to show something before it is usual. */
    static final int WANTED = 3;

    static final Support NONE = new Support(0, List.of());

    Support with(long witness) {
        if (witnesses.size() >= WANTED || witnesses.contains(witness)) {
            return new Support(count + 1, witnesses);
        }
        List<Long> more = new ArrayList<>(witnesses);
        more.add(witness);
        return new Support(count + 1, more);
    }

    Support merged(Support other) {
        Support merged = this;
        for (long witness : other.witnesses) {
            merged = merged.with(witness);
        }
        return new Support(count + other.count, merged.witnesses);
    }

    boolean usual() {
        return witnesses.size() >= WANTED;
    }
}
