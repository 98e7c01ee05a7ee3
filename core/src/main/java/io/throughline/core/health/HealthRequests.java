package io.throughline.core.health;

import io.throughline.core.model.Flow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Some requests of a slice of time, as far as their own flow and lines tell of them: what was seen in them, and what each service answers for. */
public final class HealthRequests {
    private final List<WindowVisits.Request> requests;

    private HealthRequests(List<WindowVisits.Request> requests) {
        this.requests = requests;
    }

    /** @param lines in any order; one without trace id tells nothing */
    public static HealthRequests of(List<Flow> flows, List<Line> lines) {
        return new HealthRequests(WindowVisits.ofTraces(flows, lines));
    }

    /** Adds how often which outcome of each trait was seen. */
    public void count(Map<Trait, Map<String, Integer>> into) {
        SuspectRanking.counts(requests).forEach((trait, counts) -> {
            Map<String, Integer> sum = into.computeIfAbsent(trait, seen -> new HashMap<>(4));
            counts.unordered().forEach((outcome, times) -> sum.merge(outcome, times, Integer::sum));
        });
    }

    /** Of each service that is to be charged with something, by name. */
    public List<Account> accounts(Map<Trait, Change> changes) {
        return SuspectRanking.accounts(changes, requests);
    }
}
