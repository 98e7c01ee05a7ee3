package io.throughline.core.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ranks services by how much of what a window does not share with its history began in them. */
public final class SuspectRanking {
    private static final Comparator<Account.Charge> BY_NATS = Comparator.comparingDouble(Account.Charge::nats)
            .reversed()
            .thenComparing(Account.Charge::trait, Trait.IN_ORDER);

    private SuspectRanking() {}

    /**
     * The most suspect first; services of which nothing changed are left out.
     *
     * @param history of what was before the window
     * @param slice the window's first
     * @param afterRest whether times count that were not seen just before the window
     */
    static List<Suspect> of(HealthHistory history, List<WindowVisits.Request> window, long slice, boolean afterRest) {
        Map<Trait, Change> changes = history.changes(counts(window), slice, afterRest);
        return of(changes, accounts(changes, window));
    }

    /** How often which outcome of each trait was seen. */
    static Map<Trait, Counts> counts(List<WindowVisits.Request> requests) {
        Map<Trait, Counts> seen = new HashMap<>();
        for (WindowVisits.Request request : requests) {
            for (Sighting sighting : request.sightings()) {
                seen.computeIfAbsent(sighting.trait(), trait -> new Counts()).add(sighting.outcome(), 1);
            }
        }
        return seen;
    }

    /** Of each service in these requests that is to be charged with something. */
    static List<Account> accounts(Map<Trait, Change> changes, List<WindowVisits.Request> requests) {
        Blame blame = new Blame(changes, services(requests));
        requests.forEach(blame::charge);
        return blame.accounts();
    }

    private static Set<String> services(List<WindowVisits.Request> requests) {
        Set<String> services = new HashSet<>();
        requests.forEach(request -> request.visits().forEach(visit -> services.add(visit.service())));
        return services;
    }

    /**
     * The most suspect first.
     *
     * @param changes all that the accounts are charged with
     * @param parts accounts of several parts of the window's requests, in an order that is the same each time
     */
    public static List<Suspect> of(Map<Trait, Change> changes, List<Account> parts) {
        List<Account> ranked = new ArrayList<>(added(parts));
        ranked.sort(
                Comparator.comparingDouble((Account account) -> -account.sum()).thenComparing(Account::service));
        List<Suspect> suspects = new ArrayList<>();
        for (Account account : ranked) {
            suspects.add(suspect(suspects.size() + 1, account, changes));
        }
        return suspects;
    }

    private static List<Account> added(List<Account> parts) {
        TreeMap<String, Page> pages = new TreeMap<>();
        parts.forEach(part ->
                pages.computeIfAbsent(part.service(), service -> new Page()).add(part));
        List<Account> accounts = new ArrayList<>();
        pages.forEach((service, page) -> accounts.add(page.account(service)));
        return accounts;
    }

    private static Suspect suspect(int rank, Account account, Map<Trait, Change> changes) {
        List<Suspect.Clue> clues = account.charges().stream()
                .sorted(BY_NATS)
                .limit(Suspect.MAX_CLUES)
                .map(charge -> clue(charge, changes))
                .toList();
        return new Suspect(
                rank,
                account.service(),
                instance(account),
                account.sum(),
                clues.getFirst().words(),
                clues,
                account.neighbours());
    }

    private static @Nullable String instance(Account account) {
        return account.instances().entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static Suspect.Clue clue(Account.Charge charge, Map<Trait, Change> changes) {
        Trait trait = charge.trait();
        Change change = changes.get(trait);
        if (change == null) {
            throw new IllegalStateException("there is no clue without a change: " + trait);
        }
        return new Suspect.Clue(
                trait.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                trait.context(),
                charge.nats(),
                ClueWords.of(change, charge.outcomes()),
                charge.records().stream().map(Account.Seen::record).distinct().toList());
    }
}
