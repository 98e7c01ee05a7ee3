package io.throughline.core.health;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Shares out what the changed traits of a window tell among services.
 *
 * <p>A service that behaves as never before because one that it called did is no suspect: what was seen in a visit counts as much as it
 * is likely that all visits below it were as usual. A service's own time has
 * no such excuse, as waiting is no part of it. Of what lies between two services each bears half, and so do the two of a line that names
 * the other. What was seen in one visit is one event, however many traits it shows in: it counts as much as the strongest of them, and
 * as little as the one that came and went most often before.
 */
final class Blame {
    private final Map<Trait, Change> changes;
    private final Set<String> services;
    private final TreeMap<String, Page> pages = new TreeMap<>();

    /**
     * @param changes by trait
     * @param services names that are looked for in lines
     */
    Blame(Map<Trait, Change> changes, Set<String> services) {
        this.changes = changes;
        this.services = services;
    }

    /** Of all services that are charged, by name. */
    List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        pages.forEach((service, page) -> accounts.add(page.account(service)));
        return accounts;
    }

    void charge(WindowVisits.Request request) {
        List<Visit> visits = request.visits();
        double[] strongest = new double[visits.size()];
        double[] sum = new double[visits.size()];
        double[] odd = new double[visits.size()];
        int[] familiar = new int[visits.size()];
        boolean[] otherwise = new boolean[visits.size()];
        List<Set<String>> named = new ArrayList<>();
        visits.forEach(visit -> named.add(new TreeSet<>()));
        for (Sighting sighting : request.sightings()) {
            Change.Outcome outcome = outcome(sighting);
            double credit = outcome.nats();
            int visit = sighting.visit();
            if (credit > 0) {
                odd[visit] = Math.max(odd[visit], outcome.odd());
                strongest[visit] = Math.max(strongest[visit], credit);
                sum[visit] += credit;
                familiar[visit] = Math.max(familiar[visit], outcome.familiar());
                otherwise[visit] |= sighting.trait().kind() != Trait.Kind.CALLS;
                if (sighting.trait().kind() == Trait.Kind.NEXT_LINE) {
                    named.get(visit)
                            .addAll(named(sighting.outcome(), sighting.trait().service()));
                }
            }
        }
        double[] usual = usualBelow(visits, odd);
        for (Sighting sighting : request.sightings()) {
            double credit = outcome(sighting).nats();
            int visit = sighting.visit();
            if (credit > 0) {
                double part = credit * strongest[visit] / sum[visit] / (1 + familiar[visit]);
                if (!sighting.trait().kind().isTime()) {
                    part *= usual[visit];
                }
                Set<String> silent = silent(sighting, visits.get(visit));
                String instance = visits.get(visit).instance();
                if (silent.isEmpty() || otherwise[visit]) {
                    silent.addAll(named.get(visit));
                    charge(sighting, instance == null ? "" : instance, part, silent);
                } else {
                    for (String other : silent) {
                        page(other).charge(sighting, "", part / silent.size());
                        page(other).isBeside(visits.get(visit).service());
                    }
                }
                beside(visits, visit);
            }
        }
    }

    /** Those whose lines are missing where a service's own lines tell of a visit: it waited for them as before. */
    private Set<String> silent(Sighting sighting, Visit visit) {
        Change change = changes.get(sighting.trait());
        Set<String> silent = new TreeSet<>();
        if (change != null && visit.isOfLines() && sighting.trait().kind() == Trait.Kind.CALLS) {
            silent.addAll(List.of(change.mostUsual().split(", ", -1)));
            silent.removeAll(List.of(sighting.outcome().split(", ", -1)));
            silent.remove("");
        }
        return silent;
    }

    private void beside(List<Visit> visits, int visit) {
        String service = visits.get(visit).service();
        for (int other = 0; other < visits.size(); other++) {
            boolean linked =
                    visits.get(other).parent() == visit || visits.get(visit).parent() == other;
            if (linked
                    && pages.containsKey(service)
                    && !visits.get(other).service().equals(service)) {
                page(service).isBeside(visits.get(other).service());
            }
        }
    }

    private List<String> named(String text, String self) {
        return services.stream()
                .filter(service -> !service.equals(self) && text.contains(service))
                .toList();
    }

    private void charge(Sighting sighting, String instance, double nats, Set<String> named) {
        Trait trait = sighting.trait();
        Set<String> others = new TreeSet<>(named);
        if (trait.peer() != null) {
            others.add(trait.peer());
        }
        if (others.isEmpty()) {
            page(trait.service()).charge(sighting, instance, nats);
        } else {
            page(trait.service()).charge(sighting, instance, nats / 2);
            others.forEach(other -> page(other).charge(sighting, "", nats / 2 / others.size()));
        }
    }

    private Page page(String service) {
        return pages.computeIfAbsent(service, name -> new Page());
    }

    private Change.Outcome outcome(Sighting sighting) {
        Change change = changes.get(sighting.trait());
        return change == null
                ? Change.Outcome.USUAL
                : change.outcomes().getOrDefault(sighting.outcome(), Change.Outcome.USUAL);
    }

    /** Of each visit, how likely it is that all that it led to were as usual; a circle of visits is walked once. */
    private static double[] usualBelow(List<Visit> visits, double[] odd) {
        double[] usual = new double[odd.length];
        Arrays.fill(usual, 1);
        for (int visit = 0; visit < odd.length; visit++) {
            int steps = 0;
            for (int above = odd[visit] > 0 ? visits.get(visit).parent() : Visit.NONE;
                    above != Visit.NONE && above != visit && steps < odd.length;
                    above = visits.get(above).parent()) {
                usual[above] *= 1 - odd[visit];
                steps++;
            }
        }
        return usual;
    }
}
