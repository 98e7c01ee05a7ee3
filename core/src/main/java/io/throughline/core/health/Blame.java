package io.throughline.core.health;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
    private final Map<Trait, Map<String, Credit>> credits;
    private final Episodes episodes;
    private final Set<String> services;
    private final TreeMap<String, Account> accounts = new TreeMap<>();

    /** @param credits for each time an outcome was seen, by trait and outcome */
    Blame(Map<Trait, Map<String, Credit>> credits, Episodes episodes, Set<String> services) {
        this.services = services;
        this.credits = credits;
        this.episodes = episodes;
    }

    /** What one service answers for. */
    static final class Account {
        final Map<Trait, Double> byTrait = new HashMap<>();
        final TreeMap<String, Double> byInstance = new TreeMap<>();
        final Map<Trait, List<Sighting>> seen = new HashMap<>();
        double sum;

        private void charge(Sighting sighting, String instance, double nats) {
            sum += nats;
            byTrait.merge(sighting.trait(), nats, Double::sum);
            byInstance.merge(instance, nats, Double::sum);
            seen.computeIfAbsent(sighting.trait(), trait -> new ArrayList<>()).add(sighting);
        }
    }

    /** By service. */
    Map<String, Account> accounts() {
        return accounts;
    }

    void charge(WindowVisits.Request request) {
        List<Visit> visits = request.visits();
        double[] strongest = new double[visits.size()];
        double[] sum = new double[visits.size()];
        double[] odd = new double[visits.size()];
        int[] familiar = new int[visits.size()];
        List<Set<String>> named = new ArrayList<>();
        visits.forEach(visit -> named.add(new TreeSet<>()));
        for (Sighting sighting : request.sightings()) {
            double credit = credit(sighting).nats();
            int visit = sighting.visit();
            if (credit > 0) {
                odd[visit] = Math.max(odd[visit], credit(sighting).odd());
                strongest[visit] = Math.max(strongest[visit], credit);
                sum[visit] += credit;
                familiar[visit] = Math.max(familiar[visit], episodes.count(sighting.trait(), sighting.outcome()));
                if (sighting.trait().kind() == Trait.Kind.NEXT_LINE) {
                    named.get(visit)
                            .addAll(named(sighting.outcome(), sighting.trait().service()));
                }
            }
        }
        double[] usual = usualBelow(visits, odd);
        for (Sighting sighting : request.sightings()) {
            double credit = credit(sighting).nats();
            int visit = sighting.visit();
            if (credit > 0) {
                double part = credit * strongest[visit] / sum[visit] / (1 + familiar[visit]);
                if (!sighting.trait().kind().isTime()) {
                    part *= usual[visit];
                }
                charge(sighting, String.valueOf(visits.get(visit).instance()), part, named.get(visit));
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
            account(trait.service()).charge(sighting, instance, nats);
        } else {
            account(trait.service()).charge(sighting, instance, nats / 2);
            others.forEach(other -> account(other).charge(sighting, "", nats / 2 / others.size()));
        }
    }

    private Account account(String service) {
        return accounts.computeIfAbsent(service, name -> new Account());
    }

    private Credit credit(Sighting sighting) {
        return credits.getOrDefault(sighting.trait(), Map.of()).getOrDefault(sighting.outcome(), Credit.NONE);
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
