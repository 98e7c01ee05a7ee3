package io.throughline.core.rule.live;

import java.util.ArrayList;
import java.util.List;

/**
 * The changes of one rule file that may still matter, the oldest first: records that come late are judged by what was in force at their time.
 */
public record RuleHistory(List<RuleChange> changes) {
    /** Of one file. The oldest goes where one more comes. */
    static final int MAX_CHANGES = 16;

    static final RuleHistory NONE = new RuleHistory(List.of());

    public RuleHistory {
        changes = List.copyOf(changes);
    }

    /** The same where the change is known already, as it is read again after a restart. */
    RuleHistory with(RuleChange change) {
        if (!changes.isEmpty() && changes.getLast().offset() >= change.offset()) {
            return this;
        }
        List<RuleChange> more = new ArrayList<>(changes);
        more.add(changes.isEmpty() ? change : change.notBefore(changes.getLast().writtenMillis()));
        return new RuleHistory(more.subList(Math.max(0, more.size() - MAX_CHANGES), more.size()));
    }

    /** Without those before the change of this place. */
    RuleHistory from(int place) {
        return place == 0 ? this : new RuleHistory(changes.subList(place, changes.size()));
    }

    /**
     * What is in force for records of a time, and, where that cannot be used, what was before, and so on. Records older than the oldest known
     * change are judged by it: a first version is for all records, old ones too.
     */
    List<RuleChange> at(long millis) {
        int last = 0;
        while (last + 1 < changes.size() && changes.get(last + 1).takesEffectMillis() <= millis) {
            last++;
        }
        return changes.subList(0, Math.min(changes.size(), last + 1)).reversed();
    }

    /** A time at which the change of this place is in force, where it ever is. */
    long begin(int place) {
        if (place > 0) {
            return changes.get(place).takesEffectMillis();
        }
        return changes.size() == 1 ? Long.MIN_VALUE : changes.get(1).takesEffectMillis() - 1;
    }

    int chars() {
        return changes.stream()
                .mapToInt(change -> change.text() == null ? 0 : change.text().length())
                .sum();
    }
}
