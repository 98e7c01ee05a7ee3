package io.throughline.core.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often something became frequent that was not, anywhere in the fleet, and went away again. What comes and goes is a lesser sign of
 * what broke now than what never was. Names of services in it do not count: "no instance of a" and "no instance of b" are the same.
 *
 * @param known by outcome; changed in place
 * @param services whose names do not count; changed in place
 */
public record Episodes(Map<String, Episode> known, List<String> services) {
    /** Slices without it that end an episode. */
    private static final long BREAK_SLICES = 6;

    /** Beyond these, what is new is not remembered, and stays as telling as if it never was. */
    private static final int MAX_OUTCOMES = 20_000;

    private static final int MAX_SERVICES = 10_000;

    public Episodes() {
        this(new HashMap<>(), new ArrayList<>());
    }

    /**
     * One outcome's.
     *
     * @param last slice in which it was frequent
     */
    public record Episode(long last, int count) {}

    /** @param outcome that is much more frequent in the slice than it was */
    public void add(Trait trait, String outcome, long slice) {
        if (services.size() < MAX_SERVICES && !services.contains(trait.service())) {
            services.add(trait.service());
        }
        String name = name(trait, outcome);
        Episode before = known.get(name);
        if (before == null && known.size() >= MAX_OUTCOMES) {
            return;
        }
        boolean begins = before == null || slice - before.last > BREAK_SLICES;
        known.put(name, new Episode(slice, (before == null ? 0 : before.count) + (begins ? 1 : 0)));
    }

    /** Episodes before. */
    int count(Trait trait, String outcome) {
        Episode before = known.get(name(trait, outcome));
        return before == null ? 0 : before.count;
    }

    private String name(Trait trait, String outcome) {
        if (trait.kind() != Trait.Kind.NEXT_LINE || outcome.startsWith("(")) {
            return trait + "\0" + outcome;
        }
        String name = outcome;
        for (String service : services) {
            name = name.replace(service, "<service>");
        }
        return name;
    }
}
