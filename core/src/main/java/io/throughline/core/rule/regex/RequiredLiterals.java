package io.throughline.core.rule.regex;

import io.throughline.core.rule.Fold;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds texts of which a pattern needs one. Of a sequence the best part will do; of a choice each way needs one. What is found is
 * necessary and not sufficient: it only saves running the pattern where it cannot match.
 */
final class RequiredLiterals {
    /** More, and looking for them costs more than it saves. */
    private static final int MAX_LITERALS = 64;

    private static final int MAX_CHARS = 64;

    private RequiredLiterals() {}

    static List<String> of(Part part) {
        return switch (part) {
            case Part.Chars chars -> {
                String text = folded(chars.set());
                yield text.isEmpty() ? List.of() : List.of(text);
            }
            case Part.Place place -> List.of();
            case Part.Repeat repeat -> repeat.least() > 0 ? of(repeat.part()) : List.of();
            case Part.Choice choice -> ofChoice(choice);
            case Part.Sequence sequence -> ofSequence(sequence);
        };
    }

    private static List<String> ofChoice(Part.Choice choice) {
        List<String> all = new ArrayList<>();
        for (Part way : choice.parts()) {
            List<String> needed = of(way);
            all.addAll(needed);
            if (needed.isEmpty() || all.size() > MAX_LITERALS) {
                return List.of();
            }
        }
        return all;
    }

    private static List<String> ofSequence(Part.Sequence sequence) {
        List<String> best = List.of();
        StringBuilder run = new StringBuilder();
        for (Part part : sequence.parts()) {
            String text = part instanceof Part.Chars chars ? folded(chars.set()) : "";
            if (!text.isEmpty() && run.length() < MAX_CHARS) {
                run.append(text);
                continue;
            }
            best = better(best, run);
            run.setLength(0);
            run.append(text);
            if (text.isEmpty()) {
                List<String> inner = of(part);
                best = weight(inner) > weight(best) ? inner : best;
            }
        }
        return better(best, run);
    }

    private static List<String> better(List<String> best, StringBuilder run) {
        List<String> literal = run.isEmpty() ? List.of() : List.of(run.toString());
        return weight(literal) > weight(best) ? literal : best;
    }

    /** The shortest counts: it is found most often. */
    private static int weight(List<String> literals) {
        return literals.stream().mapToInt(String::length).min().orElse(0);
    }

    /** The text that all characters of the set fold to; empty where they fold to several. */
    private static String folded(CharSet set) {
        int[] ranges = set.ranges();
        int members = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            members += Math.min(8, ranges[i + 1] - ranges[i] + 1);
        }
        if (members == 0 || members > 6) {
            return "";
        }
        int folded = Fold.fold(ranges[0]);
        for (int i = 0; i < ranges.length; i += 2) {
            for (int c = ranges[i]; c <= ranges[i + 1]; c++) {
                if (Fold.fold(c) != folded || (c >= 0xD800 && c <= 0xDFFF)) {
                    return "";
                }
            }
        }
        return Character.toString(folded);
    }
}
