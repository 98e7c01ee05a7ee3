package io.throughline.core.config;

import java.util.Collection;

/** Guesses what someone meant who wrote a name that does not exist: a setting, a query parameter. */
public final class NearestName {
    private NearestName() {}

    /** {@code " (did you mean NAME?)"} with the known name that takes the fewest edits; empty where none is near. */
    public static String hint(String name, Collection<String> known) {
        String best = "";
        int bestDistance = Math.max(3, name.length() / 3);
        for (String candidate : known) {
            int distance = editDistance(name, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? "" : " (did you mean " + best + "?)";
    }

    /** Levenshtein's distance, one row at a time. */
    private static int editDistance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
