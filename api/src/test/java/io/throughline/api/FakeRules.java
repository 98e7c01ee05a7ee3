package io.throughline.api;

import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.store.RuleStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A topic of rules in memory. */
final class FakeRules implements RuleStore {
    private final List<RuleChange> changes = new CopyOnWriteArrayList<>();

    @Override
    public List<RuleChange> changes() {
        return List.copyOf(changes);
    }

    @Override
    public RuleChange write(String id, @Nullable String text) {
        byte[] value = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        RuleChange change = RuleChange.of(
                id.getBytes(StandardCharsets.UTF_8), value, Samples.NOON.toEpochMilli(), 0, changes.size());
        changes.add(change);
        return change;
    }

    void forget() {
        changes.clear();
    }
}
