package io.throughline.core.score;

import io.throughline.core.behaviour.Least;
import io.throughline.core.model.Risk;
import io.throughline.core.score.ExposureMemory.Traits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How easily somebody gets to an asset and beyond it: whether requests through the gateway reached it in the last day, what its containers may do,
 * and how old their images are. What is not known counts half.
 */
public final class Exposure {
    /** Beyond it, the one unseen for longest is forgotten. */
    public static final int MAX_EDGES = 20_000;

    public static final int MAX_TRAITS = 100_000;
    static final Duration REACHED_WITHIN = Duration.ofDays(1);
    /** Engines tell of a container about once an hour. */
    static final Duration KEPT = Duration.ofDays(7);

    static final Duration OLD_IMAGE = Duration.ofDays(90);

    private static final double OF_ANYTHING = 0.4;
    private static final double OF_REACH = 0.3;
    private static final double OF_PRIVILEGES = 0.2;
    private static final double OF_AGE = 0.1;

    private final List<String> gateways;
    private final ExposureMemory memory;
    private @Nullable Set<String> reached;
    private Instant reachedAt = Instant.MIN;

    /** @param gateways services that take requests from outside; empty: those that call others and that nobody calls */
    public Exposure(List<String> gateways, ExposureMemory memory) {
        this.gateways = List.copyOf(gateways);
        this.memory = memory;
    }

    public void called(String caller, String callee, Instant time) {
        Instant before = memory.lastCall().get(caller + '\0' + callee);
        if (before == null || before.plus(REACHED_WITHIN).isBefore(time)) {
            reached = null;
        }
        memory.lastCall().merge(caller + '\0' + callee, time, Exposure::later);
        Least.trim(memory.lastCall(), MAX_EDGES, Comparator.naturalOrder());
    }

    /** An engine told of a container. */
    public void told(Map<String, String> asset, Traits traits) {
        asset.forEach((field, name) -> memory.traits().merge(field + '\0' + name, traits, Exposure::both));
        Least.trim(memory.traits(), MAX_TRAITS, Comparator.comparing(Traits::seen));
    }

    /** From when on there is something to forget, as far as is known now; empty where nothing is known. */
    public Optional<Instant> nextForgotten() {
        Stream<Instant> calls = memory.lastCall().values().stream().map(last -> last.plus(REACHED_WITHIN));
        Stream<Instant> traits =
                memory.traits().values().stream().map(one -> one.seen().plus(KEPT));
        return Stream.concat(calls, traits).min(Comparator.naturalOrder()).map(end -> end.plusMillis(1));
    }

    /** What does not count any more. */
    public void forget(Instant now) {
        memory.lastCall().values().removeIf(last -> last.plus(REACHED_WITHIN).isBefore(now));
        memory.traits().values().removeIf(traits -> traits.seen().plus(KEPT).isBefore(now));
    }

    Risk.Factor of(Map<String, String> entity, Instant time) {
        List<String> reasons = new ArrayList<>();
        Traits traits = traits(entity);
        double value = OF_ANYTHING
                + OF_REACH * reach(entity.get("service.name"), time, reasons)
                + OF_PRIVILEGES * privileges(traits, time, reasons)
                + OF_AGE * age(traits, time, reasons);
        return new Risk.Factor("exposure", Math.round(value * 100) / 100.0, String.join("; ", reasons));
    }

    private double reach(@Nullable String service, Instant time, List<String> reasons) {
        Set<String> within = reached(time);
        if (service == null || within.isEmpty()) {
            reasons.add("not known whether requests from outside reach it");
            return 0.5;
        }
        boolean is = within.contains(service);
        reasons.add((is ? "reached" : "not reached") + " from the gateway in the last day");
        return is ? 1 : 0;
    }

    private static double privileges(@Nullable Traits traits, Instant time, List<String> reasons) {
        if (traits == null) {
            reasons.add("not known what it may do");
            return 0.5;
        }
        Instant at = traits.privilegedAt();
        boolean is = at != null && !at.plus(REACHED_WITHIN).isBefore(time);
        reasons.add(is ? "has " + String.join(", ", traits.privileges()) : "no privileges");
        return is ? 1 : 0;
    }

    private static double age(@Nullable Traits traits, Instant time, List<String> reasons) {
        Instant since = traits == null ? null : traits.imageSince();
        if (since == null) {
            reasons.add("not known how old its image is");
            return 0.5;
        }
        boolean is = since.plus(OLD_IMAGE).isBefore(time);
        reasons.add("image known since " + since);
        return is ? 1 : 0;
    }

    private @Nullable Traits traits(Map<String, String> entity) {
        for (String field : List.of("container.id", "container.name", "service.name")) {
            String name = entity.get(field);
            Traits found = name == null ? null : memory.traits().get(field + '\0' + name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Worked out again when there is another edge, and every minute. */
    private Set<String> reached(Instant time) {
        Set<String> known = reached;
        if (known == null || Duration.between(reachedAt, time).abs().compareTo(Duration.ofMinutes(1)) > 0) {
            known = search(time);
            reached = known;
            reachedAt = time;
        }
        return known;
    }

    private Set<String> search(Instant time) {
        Map<String, List<String>> callees = new HashMap<>();
        Set<String> called = new HashSet<>();
        Instant from = time.minus(REACHED_WITHIN);
        memory.lastCall().forEach((edge, last) -> {
            int end = edge.indexOf('\0');
            String callee = edge.substring(end + 1);
            if (!last.isBefore(from) && !edge.startsWith(callee + '\0')) {
                callees.computeIfAbsent(edge.substring(0, end), any -> new ArrayList<>())
                        .add(callee);
                called.add(callee);
            }
        });
        ArrayDeque<String> open = new ArrayDeque<>(gateways);
        if (gateways.isEmpty()) {
            callees.keySet().stream().filter(caller -> !called.contains(caller)).forEach(open::add);
        }
        Set<String> found = new HashSet<>();
        while (!open.isEmpty()) {
            String next = open.remove();
            if (found.add(next)) {
                open.addAll(callees.getOrDefault(next, List.of()));
            }
        }
        return callees.isEmpty() ? Set.of() : found;
    }

    private static Traits both(Traits before, Traits now) {
        Traits last = now.seen().isBefore(before.seen()) ? before : now;
        Instant privilegedAt = before.privilegedAt() == null
                ? now.privilegedAt()
                : now.privilegedAt() == null ? before.privilegedAt() : later(before.privilegedAt(), now.privilegedAt());
        boolean isNow = privilegedAt != null && privilegedAt.equals(now.privilegedAt());
        return new Traits(
                last.seen(),
                privilegedAt,
                isNow ? now.privileges() : before.privileges(),
                last.imageSince() == null ? before.imageSince() : last.imageSince());
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
