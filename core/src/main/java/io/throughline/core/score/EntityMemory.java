package io.throughline.core.score;

import io.throughline.core.model.Alert;
import io.throughline.core.model.EntityRisk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts about one entity that still count.
 *
 * @param parts by the alert's id, at most {@link #MAX_PARTS}: beyond it, what counts least is left out and counted
 * @param leftOut how many
 */
public record EntityMemory(String kind, String name, Map<String, Part> parts, long leftOut) {
    static final int MAX_PARTS = 1_000;

    /** Of an entity's risk; what is less is forgotten. */
    static final double LEAST = 1;

    /** An alert as it was scored last. */
    public record Part(Instant time, int score, String rule, String title) {}

    public static EntityMemory of(String kind, String name) {
        return new EntityMemory(kind, name, new HashMap<>(), 0);
    }

    public EntityMemory with(Alert alert, Duration halfLife) {
        if (alert.risk() == null) {
            throw new IllegalArgumentException("alert " + alert.id() + " is not scored");
        }
        parts.put(alert.id(), new Part(alert.time(), alert.risk().score(), alert.rule(), alert.title()));
        if (parts.size() <= MAX_PARTS) {
            return this;
        }
        Instant now = alert.time();
        parts.remove(byWeight(now, halfLife).getLast().getKey());
        return new EntityMemory(kind, name, parts, leftOut + 1);
    }

    /** Less what does not count any more. */
    public EntityRisk at(Instant time, Duration halfLife) {
        List<Map.Entry<String, Part>> byWeight = byWeight(time, halfLife);
        double risk = 0;
        List<EntityRisk.Part> top = new ArrayList<>();
        for (Map.Entry<String, Part> entry : byWeight) {
            double adds = weight(entry.getValue(), time, halfLife);
            risk += adds;
            if (top.size() < EntityRisk.MAX_TOP) {
                Part part = entry.getValue();
                top.add(new EntityRisk.Part(entry.getKey(), part.rule, part.title, rounded(adds)));
            }
        }
        return new EntityRisk(kind, name, time, rounded(risk), halfLife, parts.size() + leftOut, top);
    }

    public static boolean isOver(EntityRisk risk) {
        return risk.risk() < LEAST;
    }

    private List<Map.Entry<String, Part>> byWeight(Instant time, Duration halfLife) {
        return parts.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Part>>comparingDouble(
                                entry -> -weight(entry.getValue(), time, halfLife))
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }

    private static double weight(Part part, Instant time, Duration halfLife) {
        return part.score * EntityRisk.decay(Duration.between(part.time, time), halfLife);
    }

    private static double rounded(double risk) {
        return Math.round(risk * 100) / 100.0;
    }
}
