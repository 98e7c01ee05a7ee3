package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Misuse within ordinary requests: real ones at other times, with what is wrong below one of their hops. */
final class Places {
    static final int GROSS_TIMES = 20;
    private static final long APART_MICROS = 5_000_000;

    private Places() {}

    /** What one of the requests does wrong below a hop. */
    interface Wrong {
        List<ObjectNode> below(ObjectNode hop);
    }

    /** Twenty ordinary requests through a service, or one, each with something wrong below that service's hop. Empty where none passes it. */
    static Optional<Injection> within(
            Scene scene, Strength strength, String service, Map<String, String> blame, Wrong wrong) {
        List<ObjectNode> hops = new ArrayList<>();
        List<ObjectNode> bad = new ArrayList<>();
        for (long time : times(scene, strength)) {
            @Nullable TrafficFlow flow = scene.through(service, time);
            @Nullable ObjectNode above = flow == null ? null : scene.within(flow, service);
            if (flow == null || above == null) {
                return Optional.empty();
            }
            hops.addAll(flow.hops());
            bad.addAll(wrong.below(above));
        }
        hops.addAll(bad);
        return Optional.of(new Injection(hops, Calls.ids(bad), blame));
    }

    static List<Long> times(Scene scene, Strength strength) {
        return scene.times(strength == Strength.GROSS ? GROSS_TIMES : 1, APART_MICROS);
    }

    /** One of a list that stays the same, a different one each time; null when all are used up. */
    static <T> @Nullable T nth(List<T> things, int number) {
        return number < things.size() ? TrafficFacts.shuffled(things).get(number) : null;
    }
}
