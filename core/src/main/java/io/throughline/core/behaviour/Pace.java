package io.throughline.core.behaviour;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How much of something there was lately: amounts in the latest {@value #SLOTS} slots of time, so that a window slides by a fifth of its length. What falls between two windows
 * that stand fast is half in each of them and large in neither.
 *
 * @param slot the number of the latest one: time divided by a slot's length
 * @param amounts by the slot's number modulo {@value #SLOTS}; changed in place; none as long as all are nought
 */
public record Pace(long slot, List<Long> amounts) {
    public static final int SLOTS = 5;

    public static Pace begin(long slot) {
        return new Pace(slot, List.of());
    }

    /** Adds an amount; of a slot that is over, to the latest. This pace is not to be used again. */
    public Pace with(long now, long amount) {
        long latest = Math.max(now, slot);
        if (amounts.isEmpty()) {
            return amount == 0 ? (latest == slot ? this : new Pace(latest, amounts)) : begun(latest, amount);
        }
        for (long over = Math.max(slot + 1, latest - SLOTS + 1); over <= latest; over++) {
            amounts.set(place(over), 0L);
        }
        int place = place(latest);
        amounts.set(place, amounts.get(place) + amount);
        return new Pace(latest, amounts);
    }

    private static Pace begun(long slot, long amount) {
        List<Long> amounts = new ArrayList<>(Collections.nCopies(SLOTS, 0L));
        amounts.set(place(slot), amount);
        return new Pace(slot, amounts);
    }

    /** The amounts of the window that ends with a slot. */
    public long at(long now) {
        return since(Math.max(now, slot) - SLOTS + 1);
    }

    /** The amounts of a slot and later ones, as far as they are kept. */
    public long since(long first) {
        if (amounts.isEmpty()) {
            return 0;
        }
        long sum = 0;
        for (long one = Math.max(first, slot - SLOTS + 1); one <= slot; one++) {
            sum += amounts.get(place(one));
        }
        return sum;
    }

    private static int place(long slot) {
        return Math.floorMod(slot, SLOTS);
    }
}
