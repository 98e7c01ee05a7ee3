package io.throughline.stream.behaviour;

import java.util.Set;

/**
 * Tells a new endpoint from known words in a new combination. Names that look like words ({@code /trains/wuxi/jinan}) are not replaced as ids as long as
 * there are few, and with two of them in a path every pair is a path of its own.
 */
final class Recombined {
    /** So many that differ in one segment only show that it is a name. */
    private static final int SIBLINGS = 3;

    private Recombined() {}

    /**
     * Whether, in one of the name's segments, several known ones differ and in nothing else, and what the name has there is known there, too, from others of the same length.
     *
     * @param known with segments between slashes
     */
    static boolean of(Set<String> known, String name) {
        String[] segments = name.split("/", -1);
        int[] siblings = new int[segments.length];
        boolean[] seenThere = new boolean[segments.length];
        for (String other : known) {
            String[] others = other.split("/", -1);
            if (others.length == segments.length && others[0].equals(segments[0]) && !other.equals(name)) {
                int differs = -1;
                int differences = 0;
                for (int i = 1; i < segments.length; i++) {
                    if (others[i].equals(segments[i])) {
                        seenThere[i] = true;
                    } else {
                        differs = i;
                        differences++;
                    }
                }
                if (differences == 1) {
                    siblings[differs]++;
                }
            }
        }
        boolean recombined = false;
        for (int i = 1; i < segments.length; i++) {
            recombined |= siblings[i] >= SIBLINGS && seenThere[i];
        }
        return recombined;
    }
}
