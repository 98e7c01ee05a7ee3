package io.throughline.core.health;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What one service answers for in a window, or in a part of the window's requests.
 *
 * @param charges by trait
 * @param instances nats by instance; what is not known to be one's, under an empty name
 * @param neighbours services that called it, or that it called, in the requests that are charged; sorted
 */
public record Account(String service, List<Charge> charges, Map<String, Double> instances, List<String> neighbours) {
    /** Neighbours told. */
    static final int MAX_NEIGHBOURS = 50;

    /**
     * What one trait's change tells of the service.
     *
     * @param nats this service's part
     * @param outcomes how often each of those that became more frequent was seen
     * @param records the earliest {@link Suspect#MAX_RECORDS}
     */
    public record Charge(Trait trait, double nats, Map<String, Integer> outcomes, List<Seen> records) {}

    /**
     * A record that shows it.
     *
     * @param record the hop's or log event's id
     */
    public record Seen(Instant time, String record) {
        static final Comparator<Seen> IN_ORDER =
                Comparator.comparing(Seen::time).thenComparing(Seen::record);
    }

    double sum() {
        return charges.stream().mapToDouble(Charge::nats).sum();
    }
}
