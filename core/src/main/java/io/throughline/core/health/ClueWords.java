package io.throughline.core.health;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says what changed, in words with figures. */
final class ClueWords {
    /** Characters of a kind of line that are told. */
    private static final int MAX_CHARS = 160;

    private ClueWords() {}

    /** @param outcomes how often those that are unusual were seen in what is told of; at least one */
    static String of(Change change, Map<String, Integer> outcomes) {
        Trait trait = change.trait();
        String most = mostFrequent(outcomes);
        Change.Outcome seen = change.outcomes().getOrDefault(most, Change.Outcome.USUAL);
        String often = often(seen.times(), change.total());
        String usually = usually(seen.usualShare());
        String where = cut(trait.context());
        return switch (trait.kind()) {
            case OWN_TIME -> where + " took " + time(most) + " of its own in " + often + usually + usualTime(change);
            case NETWORK_TIME ->
                "calls to " + trait.peer() + " were on their way for " + time(most) + " in " + often + usually
                        + usualTime(change);
            case CALLS -> where + " " + difference(most, change.mostUsual()) + " in " + often + usually;
            case ANSWER -> where + " had " + most + ", in " + often + usually;
            case FAILURE -> where + " " + most + " in " + often + usually;
            case NEXT_LINE -> nextLine(where, most, change.mostUsual()) + ", in " + often + usually;
        };
    }

    private static String mostFrequent(Map<String, Integer> outcomes) {
        return outcomes.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    private static String often(int times, int total) {
        return times + " of " + total;
    }

    private static String usually(double share) {
        return String.format(Locale.ROOT, " (usually %.1f %%)", 100 * share);
    }

    private static String time(String octave) {
        long upTo = 1L << Integer.parseInt(octave);
        return millis(upTo / 2) + " to " + millis(upTo) + " ms";
    }

    private static String usualTime(Change change) {
        return "; half of all take less than " + millis(1L << Math.max(0, change.medianOctave())) + " ms";
    }

    private static String millis(long micros) {
        return micros < 10_000
                ? String.format(Locale.ROOT, "%.1f", micros / 1e3)
                : Long.toString(Math.round(micros / 1e3));
    }

    private static String difference(String now, String usual) {
        Set<String> added = calls(now);
        added.removeAll(calls(usual));
        Set<String> gone = calls(usual);
        gone.removeAll(calls(now));
        String text = gone.isEmpty() ? "" : "did not do " + cut(String.join(", ", gone));
        return added.isEmpty()
                ? (gone.isEmpty() ? (now.isEmpty() ? "made no calls" : "did " + cut(now)) : text)
                : text + (gone.isEmpty() ? "" : " and ") + "did " + cut(String.join(", ", added));
    }

    private static Set<String> calls(String signature) {
        return signature.isEmpty() ? new TreeSet<>() : new TreeSet<>(Arrays.asList(signature.split(", ", -1)));
    }

    private static String nextLine(String where, String now, String usual) {
        int bar = where.indexOf(LineOrder.BAR);
        String operation = bar < 0 ? where : where.substring(0, bar);
        String before = bar < 0 ? "" : where.substring(bar + LineOrder.BAR.length());
        String place = operation + (before.equals(LineOrder.BEGIN) ? " logged" : ", after \"" + before + "\", logged");
        String instead = usual.equals(now) ? "" : ", instead of " + line(usual);
        return place + " " + line(now) + instead;
    }

    private static String line(String kind) {
        return kind.equals(LineOrder.END) ? "nothing more" : "\"" + cut(kind) + "\"";
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
    }
}
