package io.throughline.core.health;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Of what changed traits tell, the part that they are sure to have changed: one of so many may merely look so. */
public final class Certainty {
    /** Nats that are nothing: a hundredth part more likely than not. */
    private static final double LEAST = 0.01;

    private Certainty() {}

    /**
     * Those that tell anything.
     *
     * @param changes of each trait as if it alone were looked at
     * @param judged traits that were looked at
     * @param episodes of what came and went before
     */
    public static List<Change> of(Collection<Change> changes, int judged, Episodes episodes) {
        double odds = Math.log(Math.max(1, judged));
        List<Change> sure = new ArrayList<>();
        for (Change change : changes) {
            double part = 1 / (1 + Math.exp(odds - change.nats()));
            if (part * change.nats() > LEAST) {
                sure.add(sure(change, part, episodes));
            }
        }
        return sure;
    }

    private static Change sure(Change change, double part, Episodes episodes) {
        Map<String, Change.Outcome> outcomes = new HashMap<>();
        change.outcomes()
                .forEach((name, outcome) ->
                        outcomes.put(name, outcome.sure(part, episodes.count(change.trait(), name))));
        return new Change(
                change.trait(), change.nats(), change.total(), change.mostUsual(), change.medianOctave(), outcomes);
    }
}
