package io.throughline.core.rule.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A regular expression as a nondeterministic automaton (Thompson's construction), and the classes of characters that it tells apart.
 * Immutable; a {@link RegexMatcher} runs it. Source of the idea: R. Cox, "Regular Expression Matching Can Be Simple And Fast".
 */
public final class Regex {
    static final int MAX_STATES = 10_000;

    static final int MATCH = 0;
    static final int CHARS = 1;
    static final int SPLIT = 2;
    static final int PLACE = 3;

    private final List<CharSet> sets = new ArrayList<>();
    private final Map<List<Integer>, Integer> setNumbers = new HashMap<>();
    private final List<Part.Assertion> assertions = new ArrayList<>();
    private final List<String> required;
    private final int start;
    private int[] kinds = new int[16];
    private int[] first = new int[16];
    private int[] second = new int[16];
    private int count;
    private int[] bounds = {0};
    private Part.Kind[] classKinds = {};

    private Regex(Part part) {
        int match = add(MATCH, 0, 0);
        this.start = build(part, match);
        this.required = RequiredLiterals.of(part);
        classify();
    }

    /**
     * @param ignoreCase by Unicode's simple folding
     * @param multiLine whether the anchors are at each line's ends, too
     * @param dotAll whether the dot is a line feed, too
     * @throws InvalidPatternException says why, and at which character
     */
    public static Regex compile(String pattern, boolean ignoreCase, boolean multiLine, boolean dotAll) {
        return new Regex(PatternParser.parse(pattern, ignoreCase, multiLine, dotAll));
    }

    /**
     * How many states the pattern takes.
     *
     * @throws InvalidPatternException where the pattern cannot be used
     */
    public static int check(String pattern, boolean ignoreCase, boolean multiLine, boolean dotAll) {
        return compile(pattern, ignoreCase, multiLine, dotAll).count;
    }

    /** Case-folded texts of which one is in everything that the pattern is found in, case-folded; empty where there are none. */
    public List<String> required() {
        return required;
    }

    int start() {
        return start;
    }

    int states() {
        return count;
    }

    int kind(int state) {
        return kinds[state];
    }

    /** The other way on. */
    int argument(int state) {
        return second[state];
    }

    int next(int state) {
        return first[state];
    }

    boolean hasPlaces() {
        return !assertions.isEmpty();
    }

    Part.Assertion assertion(int state) {
        return assertions.get(second[state]);
    }

    int classes() {
        return bounds.length;
    }

    int classOf(int codePoint) {
        int found = Arrays.binarySearch(bounds, codePoint);
        return found >= 0 ? found : -found - 2;
    }

    boolean takes(int state, int characterClass) {
        return sets.get(second[state]).contains(bounds[characterClass]);
    }

    Part.Kind kindOfClass(int characterClass) {
        return classKinds[characterClass];
    }

    private int add(int kind, int next, int argument) {
        if (count == MAX_STATES) {
            throw new InvalidPatternException("with its repetitions it has more than " + MAX_STATES + " states");
        }
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * count);
            first = Arrays.copyOf(first, 2 * count);
            second = Arrays.copyOf(second, 2 * count);
        }
        kinds[count] = kind;
        first[count] = next;
        second[count] = argument;
        return count++;
    }

    /** From behind: each part is built with what follows it. */
    private int build(Part part, int next) {
        return switch (part) {
            case Part.Chars chars -> add(CHARS, next, number(chars.set()));
            case Part.Place place -> {
                assertions.add(place.assertion());
                yield add(PLACE, next, assertions.size() - 1);
            }
            case Part.Sequence sequence -> {
                int from = next;
                for (int i = sequence.parts().size() - 1; i >= 0; i--) {
                    from = build(sequence.parts().get(i), from);
                }
                yield from;
            }
            case Part.Choice choice -> {
                int from = build(choice.parts().getLast(), next);
                for (int i = choice.parts().size() - 2; i >= 0; i--) {
                    from = add(SPLIT, build(choice.parts().get(i), next), from);
                }
                yield from;
            }
            case Part.Repeat repeat -> repeat(repeat, next);
        };
    }

    private int repeat(Part.Repeat repeat, int next) {
        int from = next;
        if (repeat.most() == Part.Repeat.UNBOUNDED) {
            int loop = add(SPLIT, next, next);
            int body = build(repeat.part(), loop); // before the array is looked at: it may grow
            first[loop] = body;
            from = loop;
        } else {
            for (int i = repeat.least(); i < repeat.most(); i++) {
                from = add(SPLIT, build(repeat.part(), from), next);
            }
        }
        for (int i = 0; i < repeat.least(); i++) {
            int before = count;
            from = build(repeat.part(), from);
            if (count == before) {
                break; // an empty part is there any number of times
            }
        }
        return from;
    }

    private int number(CharSet set) {
        List<Integer> ranges = Arrays.stream(set.ranges()).boxed().toList();
        return setNumbers.computeIfAbsent(ranges, any -> {
            sets.add(set);
            return sets.size() - 1;
        });
    }

    /** Characters that no set and no assertion tells apart are one class, named by its first. */
    private void classify() {
        List<Integer> starts = new ArrayList<>(List.of(0));
        List<CharSet> telling = new ArrayList<>(sets);
        if (hasPlaces()) {
            telling.add(CharSet.WORD);
            telling.add(CharSet.LINE_FEED);
        }
        for (CharSet set : telling) {
            for (int i = 0; i < set.ranges().length; i += 2) {
                starts.add(set.ranges()[i]);
                if (set.ranges()[i + 1] < Character.MAX_CODE_POINT) {
                    starts.add(set.ranges()[i + 1] + 1);
                }
            }
        }
        bounds = starts.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
        classKinds = Arrays.stream(bounds).mapToObj(Part.Kind::of).toArray(Part.Kind[]::new);
    }
}
