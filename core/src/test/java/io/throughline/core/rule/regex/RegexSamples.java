package io.throughline.core.rule.regex;

import java.util.Random;

/** Texts that a pattern is found in, made from the pattern. */
public final class RegexSamples {
    private RegexSamples() {}

    public static String matching(String regex, Random random) {
        StringBuilder text = new StringBuilder();
        append(PatternParser.parse(regex, false, false, false), random, text);
        return text.toString();
    }

    private static void append(Part part, Random random, StringBuilder text) {
        switch (part) {
            case Part.Chars chars -> {
                int[] ranges = chars.set().ranges();
                text.appendCodePoint(
                        chars.set().contains('m') ? 'm' : chars.set().contains('7') ? '7' : ranges[0]);
            }
            case Part.Place place -> {}
            case Part.Sequence sequence -> sequence.parts().forEach(inner -> append(inner, random, text));
            case Part.Choice choice ->
                append(choice.parts().get(random.nextInt(choice.parts().size())), random, text);
            case Part.Repeat repeat -> {
                for (int i = 0; i < Math.max(1, repeat.least()); i++) {
                    append(repeat.part(), random, text);
                }
            }
        }
    }
}
