package io.throughline.core.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** One service's {@link Account} while it is added up. */
final class Page {
    private final TreeMap<Trait, Sum> sums = new TreeMap<>(Trait.IN_ORDER);
    private final TreeMap<String, Double> instances = new TreeMap<>();
    private final TreeSet<String> neighbours = new TreeSet<>();

    private static final class Sum {
        double nats;
        final Map<String, Integer> outcomes = new HashMap<>();
        final List<Account.Seen> records = new ArrayList<>();

        void keepEarliest() {
            if (records.size() > 2 * Suspect.MAX_RECORDS) {
                List<Account.Seen> earliest = earliest();
                records.clear();
                records.addAll(earliest);
            }
        }

        List<Account.Seen> earliest() {
            return records.stream()
                    .sorted(Account.Seen.IN_ORDER)
                    .distinct()
                    .limit(Suspect.MAX_RECORDS)
                    .toList();
        }
    }

    void charge(Sighting sighting, String instance, double nats) {
        Sum sum = sums.computeIfAbsent(sighting.trait(), trait -> new Sum());
        sum.nats += nats;
        sum.outcomes.merge(sighting.outcome(), 1, Integer::sum);
        sum.records.add(new Account.Seen(sighting.time(), sighting.record()));
        sum.keepEarliest();
        instances.merge(instance, nats, Double::sum);
    }

    void isBeside(String neighbour) {
        if (neighbours.size() < Account.MAX_NEIGHBOURS) {
            neighbours.add(neighbour);
        }
    }

    void add(Account more) {
        for (Account.Charge charge : more.charges()) {
            Sum sum = sums.computeIfAbsent(charge.trait(), trait -> new Sum());
            sum.nats += charge.nats();
            charge.outcomes().forEach((outcome, times) -> sum.outcomes.merge(outcome, times, Integer::sum));
            sum.records.addAll(charge.records());
            sum.keepEarliest();
        }
        more.instances().forEach((instance, nats) -> instances.merge(instance, nats, Double::sum));
        more.neighbours().forEach(this::isBeside);
    }

    Account account(String service) {
        List<Account.Charge> charges = new ArrayList<>();
        sums.forEach((trait, sum) ->
                charges.add(new Account.Charge(trait, sum.nats, new TreeMap<>(sum.outcomes), sum.earliest())));
        return new Account(service, charges, instances, List.copyOf(neighbours));
    }
}
