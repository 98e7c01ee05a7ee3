package io.throughline.core.rule.match;

import io.throughline.core.rule.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** One field's literals, and which rules need each of them, at which place. */
final class FieldScan {
    private final int field;
    private final LiteralAutomaton automaton;
    private final Use[][] uses;
    private final int[] logsources;

    /**
     * What a literal is good for.
     *
     * @param anchor by its number in the rule set
     * @param rules that may match where it is found
     */
    record Use(int anchor, Check.Place place, int[] rules) {
        boolean isAt(int from, int to, int start, int end) {
            return switch (place) {
                case ANYWHERE -> true;
                case START -> from == start;
                case END -> to == end;
                case WHOLE -> from == start && to == end;
            };
        }
    }

    private FieldScan(int field, LiteralAutomaton automaton, Use[][] uses, int[] logsources) {
        this.field = field;
        this.automaton = automaton;
        this.uses = uses;
        this.logsources = logsources;
    }

    int field() {
        return field;
    }

    LiteralAutomaton automaton() {
        return automaton;
    }

    Use[] uses(int literal) {
        return uses[literal];
    }

    /** Whose rules need something of this field. */
    int[] logsources() {
        return logsources;
    }

    /** Collects the anchors of one field. */
    static final class Builder {
        private final int field;
        private final Map<Anchor, List<Integer>> rules = new LinkedHashMap<>();
        private final Map<Anchor, Integer> numbers = new LinkedHashMap<>();
        private final TreeSet<Integer> logsources = new TreeSet<>();

        Builder(int field) {
            this.field = field;
        }

        void add(Anchor anchor, int number, int rule, int logsource) {
            rules.computeIfAbsent(anchor, any -> new ArrayList<>()).add(rule);
            numbers.put(anchor, number);
            logsources.add(logsource);
        }

        /** Looks for an anchor that no rule needs, for tests to be answered by. */
        void know(Anchor anchor, int number) {
            rules.computeIfAbsent(anchor, any -> new ArrayList<>());
            numbers.put(anchor, number);
        }

        FieldScan build() {
            Map<String, List<Use>> byLiteral = new LinkedHashMap<>();
            rules.forEach((anchor, needing) -> byLiteral
                    .computeIfAbsent(anchor.literal(), any -> new ArrayList<>())
                    .add(new Use(
                            numbers.getOrDefault(anchor, 0),
                            anchor.place(),
                            needing.stream().mapToInt(Integer::intValue).toArray())));
            return new FieldScan(
                    field,
                    new LiteralAutomaton(List.copyOf(byLiteral.keySet())),
                    byLiteral.values().stream()
                            .map(list -> list.toArray(Use[]::new))
                            .toArray(Use[][]::new),
                    logsources.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
