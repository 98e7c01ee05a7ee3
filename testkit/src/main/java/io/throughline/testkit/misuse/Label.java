package io.throughline.testkit.misuse;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * What was injected.
 *
 * @param begin when the first wrong request ended, for then it was logged
 * @param end when the last one ended
 * @param records the ids of the wrong records, sorted
 * @param blame who or what did it
 */
public record Label(
        String behaviour,
        Strength strength,
        Instant begin,
        Instant end,
        List<String> records,
        Map<String, String> blame) {
    public Label {
        records = List.copyOf(records);
        blame = Map.copyOf(blame);
    }

    static Label of(Misuse misuse, Strength strength, Injection injection) {
        long[] ends = injection.hops().stream()
                .filter(hop -> injection.wrong().contains(Hops.text(hop, "id")))
                .mapToLong(Hops::end)
                .sorted()
                .toArray();
        return new Label(
                misuse.behaviour(),
                strength,
                Instant.EPOCH.plus(ends[0], ChronoUnit.MICROS),
                Instant.EPOCH.plus(ends[ends.length - 1], ChronoUnit.MICROS),
                injection.wrong().stream().sorted().toList(),
                injection.blame());
    }
}
