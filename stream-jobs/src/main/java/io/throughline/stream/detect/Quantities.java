package io.throughline.stream.detect;

import io.throughline.core.behaviour.Chance;
import io.throughline.core.behaviour.Tail;
import java.time.Instant;

/**
 * What is usual of one quantity that is counted of each asker in windows: how large it is of any of them, how large of those who come for the first time, and how much evidence there
 * is by chance that one of them does too much of it. Nobody makes usual alone what only one does, for each counts once a window; and however askers differ from the
 * distributions that the evidence is reckoned with, the tail of the evidence knows it.
 *
 * @param windows of one asker
 * @param sum of the quantity in them
 * @param ofAny in a window of one who does it at all
 * @param ofNew likewise in an asker's first window, after the first of all
 * @param evidence the most of an asker and window, in nats
 */
public record Quantities(long windows, double sum, Tail ofAny, Tail ofNew, Tail evidence) {
    static Quantities empty(Instant now) {
        return new Quantities(0, 0, Tail.empty(now), Tail.empty(now), Tail.empty(now));
    }

    /** How much one who does it at all does in a window; 0 before anything is known. */
    double ofOne() {
        return windows == 0 ? 0 : sum / (double) windows;
    }

    /**
     * Learns of a window that is over.
     *
     * @param fresh whether it was the asker's first
     * @param nats the most evidence that there was in it; below 0 where nothing was known yet
     */
    Quantities with(long amount, boolean fresh, double nats, Instant now) {
        return new Quantities(
                windows + 1,
                sum + (double) amount,
                ofAny.with(amount, now),
                fresh && nats >= 0 ? ofNew.with(amount, now) : ofNew,
                nats >= 0 ? evidence.with(Math.round(nats), now) : evidence);
    }

    /**
     * An amount in the light of what is usual.
     *
     * @param nats of evidence that it is too much; below 0 where nothing is known yet
     * @param model how improbable it would be, were all distributed as the evidence has it
     */
    record Judged(double nats, double model) {
        static final Judged NOTHING = new Judged(-1, 1);
    }

    /**
     * @param unit the amount's, to which {@code usual} is scaled
     * @param others evidence of the same window that does not follow from the amount, in nats
     */
    Judged judge(long amount, double unit, Past.Usual usual, double... others) {
        if (windows == 0) {
            return Judged.NOTHING;
        }
        double[] chances = new double[others.length + 2];
        chances[0] = ofAny.chance(amount);
        chances[1] = usual.fresh() && ofNew.samples() > 0
                ? ofNew.chance(amount)
                : Math.exp(-usual.evidence((double) amount / unit));
        double nats = 0;
        for (int i = 0; i < others.length; i++) {
            chances[i + 2] = Math.exp(-others[i]);
        }
        for (double chance : chances) {
            nats -= Math.log(Math.max(chance, Double.MIN_NORMAL));
        }
        return new Judged(nats, Chance.together(chances));
    }

    /** How improbable that is; 1 where somebody was seen with so much evidence already. */
    double chance(Judged judged) {
        long nats = Math.round(judged.nats);
        return evidence.samples() == 0 || Tail.step(nats) <= evidence.most()
                ? 1
                : Math.max(judged.model, evidence.chance(nats));
    }
}
