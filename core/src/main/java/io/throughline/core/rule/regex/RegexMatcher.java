package io.throughline.core.rule.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs a pattern over texts as a deterministic automaton, each of whose states is made when it is first needed: one table look-up for a
 * character, whatever the pattern. Where the table reaches its limit it is begun anew, so that the worst pattern costs its states per
 * character and never more. One per thread.
 *
 * <p>A state is the automaton's states before the places between characters are looked at, and what stands before: which of them can be
 * passed is known only together with the next character.
 */
public final class RegexMatcher {
    private static final int UNKNOWN = -1;
    private static final int MATCHED = -2;

    private final Regex regex;
    private final int[] asciiClasses = new int[128];
    private final int width;
    private final int maxStates;
    private final Map<Key, Integer> numbers = new HashMap<>();
    private Key[] keys = new Key[4];
    private int[] table;
    private int count;

    private final int[] marks;
    private final int[] stack;
    private final int[] reached;
    private int mark;

    private record Key(Part.Kind before, int[] states, int hash) {
        static Key of(Part.Kind before, int[] states) {
            return new Key(before, states, 31 * Arrays.hashCode(states) + before.hashCode());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.before == before && Arrays.equals(key.states, states);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** @param maxTransitions how large the table may become, in entries of four bytes */
    public RegexMatcher(Regex regex, int maxTransitions) {
        this.regex = regex;
        this.width = regex.classes() + 1;
        Arrays.setAll(asciiClasses, regex::classOf);
        this.maxStates = Math.max(4, maxTransitions / width);
        this.table = new int[4 * width];
        this.marks = new int[regex.states()];
        this.stack = new int[2 * regex.states() + 2];
        this.reached = new int[regex.states() + 1];
        begin();
    }

    /** Whether the pattern is found anywhere in the characters. */
    public boolean find(char[] text, int from, int to) {
        int row = 0;
        int i = from;
        while (i < to) {
            int c = text[i++];
            if (c >= Character.MIN_HIGH_SURROGATE
                    && Character.isHighSurrogate((char) c)
                    && i < to
                    && Character.isLowSurrogate(text[i])) {
                c = Character.toCodePoint((char) c, text[i++]);
            }
            int characterClass = c < 128 ? asciiClasses[c] : regex.classOf(c);
            int next = table[row + characterClass];
            row = next == UNKNOWN ? step(row / width, characterClass) : next;
            if (row == MATCHED) {
                return true;
            }
        }
        int last = table[row + width - 1];
        return (last == UNKNOWN ? step(row / width, width - 1) : last) == MATCHED;
    }

    private void begin() {
        numbers.clear();
        count = 0;
        number(Key.of(Part.Kind.NONE, new int[] {regex.start()}));
    }

    private int number(Key key) {
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            table = Arrays.copyOf(table, 2 * count * width);
        }
        Arrays.fill(table, count * width, (count + 1) * width, UNKNOWN);
        keys[count] = key;
        numbers.put(key, count);
        return count++;
    }

    /**
     * Where the next state's row begins in the table.
     *
     * @param characterClass the last of all is the end of the text
     */
    private int step(int state, int characterClass) {
        Key key = keys[state];
        boolean end = characterClass == width - 1;
        Part.Kind behind = end ? Part.Kind.NONE : regex.kindOfClass(characterClass);
        int found = reach(key, behind, characterClass, end);
        if (found == MATCHED) {
            table[state * width + characterClass] = MATCHED;
            return MATCHED;
        }
        if (end) {
            table[state * width + characterClass] = 0;
            return 0;
        }
        int[] states = Arrays.copyOf(reached, found);
        Arrays.sort(states);
        Key next = Key.of(regex.hasPlaces() ? behind : Part.Kind.OTHER, states);
        if (count >= maxStates && !numbers.containsKey(next)) {
            begin();
            return number(next) * width;
        }
        int row = number(next) * width;
        table[state * width + characterClass] = row;
        return row;
    }

    /** How many states the next character leads to, all of them in {@code reached}. */
    private int reach(Key key, Part.Kind behind, int characterClass, boolean end) {
        nextMark();
        int depth = 0;
        int found = 0;
        for (int state : key.states) {
            if (marks[state] != mark) {
                marks[state] = mark;
                stack[depth++] = state;
            }
        }
        while (depth > 0) {
            int state = stack[--depth];
            switch (regex.kind(state)) {
                case Regex.MATCH -> {
                    return MATCHED;
                }
                case Regex.CHARS -> {
                    if (!end && regex.takes(state, characterClass)) {
                        reached[found++] = regex.next(state);
                    }
                }
                case Regex.SPLIT -> {
                    depth = push(depth, regex.argument(state));
                    depth = push(depth, regex.next(state));
                }
                default -> {
                    if (regex.assertion(state).holds(key.before, behind)) {
                        depth = push(depth, regex.next(state));
                    }
                }
            }
        }
        reached[found++] = regex.start();
        return distinct(found);
    }

    private int push(int depth, int state) {
        if (marks[state] == mark) {
            return depth;
        }
        marks[state] = mark;
        stack[depth] = state;
        return depth + 1;
    }

    private int distinct(int found) {
        nextMark();
        int kept = 0;
        for (int i = 0; i < found; i++) {
            if (marks[reached[i]] != mark) {
                marks[reached[i]] = mark;
                reached[kept++] = reached[i];
            }
        }
        return kept;
    }

    private void nextMark() {
        if (++mark == Integer.MAX_VALUE) {
            Arrays.fill(marks, 0);
            mark = 1;
        }
    }
}
