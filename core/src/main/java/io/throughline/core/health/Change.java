package io.throughline.core.health;

import java.util.Map;

/**
 * How a trait is otherwise in a window than it was before.
 *
 * @param nats by how much likelier the window's counts are if the trait changed; not above zero where nothing did
 * @param total how often the trait was seen in the window
 * @param mostUsual its most frequent outcome before
 * @param medianOctave of times, the power of two of microseconds that half of all before did not exceed; below zero for other traits
 * @param outcomes those that became more frequent
 */
public record Change(
        Trait trait, double nats, int total, String mostUsual, int medianOctave, Map<String, Outcome> outcomes) {
    /**
     * An outcome that became more frequent.
     *
     * @param times seen in the window
     * @param usualShare which part of all had it before, in [0,1]
     * @param nats what one sighting of it tells
     * @param odd how likely it is that one was seen because the trait changed, in [0,1]
     * @param familiar how often it came and went before
     */
    public record Outcome(int times, double usualShare, double nats, double odd, int familiar) {
        static final Outcome USUAL = new Outcome(0, 1, 0, 0, 0);

        Outcome sure(double sure, int episodes) {
            return new Outcome(times, usualShare, nats * sure, odd * sure, episodes);
        }
    }
}
