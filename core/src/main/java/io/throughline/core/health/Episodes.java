package io.throughline.core.health;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How often something became frequent that was not, anywhere in the fleet, and went away again. What comes and goes is a lesser sign of
 * what broke now than what never was. Names of services in it do not count: "no instance of a" and "no instance of b" are the same.
 */
final class Episodes {
    /** Slices without it that end an episode. */
    private static final long BREAK_SLICES = 6;

    /** Beyond these, what is new is not remembered, and stays as telling as if it never was. */
    private static final int MAX_OUTCOMES = 20_000;

    private final Map<String, Episode> episodes = new HashMap<>();
    private final Set<String> services = new HashSet<>();

    private record Episode(long last, int count) {}

    void add(Trait trait, String outcome, long slice) {
        services.add(trait.service());
        String name = name(trait, outcome);
        Episode known = episodes.get(name);
        if (known == null && episodes.size() >= MAX_OUTCOMES) {
            return;
        }
        boolean begins = known == null || slice - known.last > BREAK_SLICES;
        episodes.put(name, new Episode(slice, (known == null ? 0 : known.count) + (begins ? 1 : 0)));
    }

    /** Episodes before. */
    int count(Trait trait, String outcome) {
        Episode known = episodes.get(name(trait, outcome));
        return known == null ? 0 : known.count;
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
