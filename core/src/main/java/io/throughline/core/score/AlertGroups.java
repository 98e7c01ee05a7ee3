package io.throughline.core.score;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Risk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts alerts of one cause together: those that share one of the {@link CauseKeys} and have no longer than a gap between them, and whatever these are
 * together with. A group is known by its earliest alert, which lists the others, so that the same alerts make the same groups whatever their
 * order. An alert that joins two groups makes one of them; those that get another name for it are written again.
 */
public final class AlertGroups {
    /** Alerts that others may still join; beyond it, the one that ended first stays as it is. */
    public static final int MAX_OPEN = 5_000;

    /** Of one group; those beyond begin another. */
    static final int MAX_MEMBERS = 500;

    /** Of one key, the latest: each of these leads to its whole group. */
    static final int MAX_OF_KEY = 100;

    private static final Comparator<Alert> EARLIEST =
            Comparator.comparing(Alert::windowStart).thenComparing(Alert::id);

    private final Duration gap;
    private final RuleTable table;
    private final GroupsMemory memory;
    private long leftAlone;

    public AlertGroups(Duration gap, RuleTable table, GroupsMemory memory) {
        this.gap = gap;
        this.table = table;
        this.memory = memory;
    }

    /** Alerts that were forgotten to make room, since this object was made. */
    public long leftAlone() {
        return leftAlone;
    }

    /**
     * Takes an alert, or an alert again that has been amended.
     *
     * @param alert scored; one that is suppressed stays alone
     * @return it and all that have changed with it, to be written
     */
    public List<Alert> add(Alert alert) {
        Risk risk = Objects.requireNonNull(alert.risk(), "only scored alerts are put together");
        if (risk.suppressed() != null) {
            return List.of(alert);
        }
        Alert before = memory.alerts().get(alert.id());
        Set<String> keys = CauseKeys.of(alert, table.family(alert.rule()));
        Set<String> members = members(alert, before, keys);
        memory.alerts().put(alert.id(), alert);
        for (String key : keys) {
            List<String> ofKey = memory.byKey().computeIfAbsent(key, any -> new ArrayList<>());
            if (!ofKey.contains(alert.id())) {
                ofKey.add(alert.id());
            }
            if (ofKey.size() > MAX_OF_KEY) {
                ofKey.removeFirst();
            }
        }
        List<Alert> changed = join(alert, before, members);
        while (memory.alerts().size() > MAX_OPEN) {
            leftAlone++;
            forget(memory.alerts().values().stream()
                    .min(Comparator.comparing(Alert::windowEnd).thenComparing(Alert::id))
                    .orElseThrow());
        }
        return changed;
    }

    /** The ids of all that belong together with it, itself among them. */
    private Set<String> members(Alert alert, @Nullable Alert before, Set<String> keys) {
        Set<String> members = new TreeSet<>(Set.of(alert.id()));
        if (before != null) {
            members.addAll(memory.members().getOrDefault(groupOf(before), List.of()));
        }
        TreeMap<String, List<String>> groups = new TreeMap<>();
        for (String key : keys) {
            for (String id : memory.byKey().getOrDefault(key, List.of())) {
                Alert other = memory.alerts().get(id);
                if (other != null && isNear(alert, other)) {
                    String group = groupOf(other);
                    groups.put(group, memory.members().getOrDefault(group, List.of(id)));
                }
            }
        }
        for (List<String> group : groups.values().stream()
                .sorted(Comparator.comparingInt(List::size))
                .toList()) {
            Set<String> all = new HashSet<>(members);
            all.addAll(group);
            if (all.size() <= MAX_MEMBERS) {
                members.addAll(group);
            }
        }
        return members;
    }

    private List<Alert> join(Alert alert, @Nullable Alert before, Set<String> ids) {
        List<Alert> members = ids.stream()
                .map(id -> memory.alerts().get(id))
                .filter(Objects::nonNull)
                .sorted(EARLIEST)
                .toList();
        Alert lead = members.getFirst();
        int size = members.size();
        List<Risk.Related> related = members.stream()
                .skip(1)
                .limit(Risk.MAX_RELATED)
                .map(other -> new Risk.Related(other.id(), other.rule(), other.title()))
                .toList();
        boolean hasGrown = before == null
                || memory.members().getOrDefault(groupOf(before), List.of()).size() != size;
        Map<String, Alert> changed = new LinkedHashMap<>();
        for (Alert member : members) {
            boolean isLead = member.id().equals(lead.id());
            boolean hasMoved = !groupOf(member).equals(lead.id());
            if (hasMoved) {
                memory.members().remove(groupOf(member));
            }
            if (member.id().equals(alert.id()) || hasMoved || (isLead && hasGrown)) {
                Risk risk = Objects.requireNonNull(member.risk());
                Alert now = member.scored(
                        member.technique(), member.tags(), risk.in(lead.id(), size, isLead ? related : List.of()));
                memory.alerts().put(now.id(), now);
                changed.put(now.id(), now);
            }
        }
        memory.members()
                .put(lead.id(), new ArrayList<>(members.stream().map(Alert::id).toList()));
        return List.copyOf(changed.values());
    }

    private boolean isNear(Alert a, Alert b) {
        return !a.windowStart().minus(gap).isAfter(b.windowEnd())
                && !b.windowStart().minus(gap).isAfter(a.windowEnd());
    }

    private static String groupOf(Alert alert) {
        return alert.risk() == null ? alert.id() : alert.risk().group();
    }

    /** From when on there is a group to forget, as far as is known now; empty where there is none. */
    public Optional<Instant> nextForgotten() {
        return memory.members().values().stream()
                .flatMap(group -> group.stream()
                        .map(id -> memory.alerts().get(id))
                        .filter(Objects::nonNull)
                        .map(Alert::windowEnd)
                        .max(Comparator.naturalOrder())
                        .stream())
                .min(Comparator.naturalOrder())
                .map(end -> end.plus(gap.multipliedBy(2)).plusMillis(1));
    }

    /** Groups that nothing can join any more. */
    public void forget(Instant now) {
        Instant last = now.minus(gap.multipliedBy(2));
        for (List<String> group : List.copyOf(memory.members().values())) {
            List<Alert> members = group.stream()
                    .map(id -> memory.alerts().get(id))
                    .filter(Objects::nonNull)
                    .toList();
            if (members.stream().allMatch(alert -> alert.windowEnd().isBefore(last))) {
                members.forEach(this::forget);
            }
        }
    }

    private void forget(Alert alert) {
        memory.alerts().remove(alert.id());
        List<String> members = memory.members().get(groupOf(alert));
        if (members != null) {
            members.remove(alert.id());
            if (members.isEmpty()) {
                memory.members().remove(groupOf(alert));
            }
        }
        for (String key : CauseKeys.of(alert, table.family(alert.rule()))) {
            List<String> ofKey = memory.byKey().get(key);
            if (ofKey != null) {
                ofKey.remove(alert.id());
                if (ofKey.isEmpty()) {
                    memory.byKey().remove(key);
                }
            }
        }
    }
}
