package io.throughline.core.infer.clock;

import java.util.Comparator;

/**
 * Two instances, one of which calls the other.
 *
 * @param called its clock's offset is told, against the caller's
 */
public record InstancePair(InstanceId caller, InstanceId called) implements Comparable<InstancePair> {
    private static final Comparator<InstancePair> ORDER =
            Comparator.comparing(InstancePair::caller).thenComparing(InstancePair::called);

    @Override
    public int compareTo(InstancePair other) {
        return ORDER.compare(this, other);
    }
}
