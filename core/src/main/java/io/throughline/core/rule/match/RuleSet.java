package io.throughline.core.rule.match;

import io.throughline.core.rule.Check;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.Expression;
import io.throughline.core.rule.Logsource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules compiled together. For each field there is one automaton with the literals of all rules that need one there; a rule becomes a
 * candidate where one of its literals is found, and only candidates are judged. Immutable; {@link #matcher} makes what runs it.
 */
public final class RuleSet {
    /** Entries of all regular expressions' tables together, of four bytes: 64 megabytes for a matcher that has filled them. */
    private static final int MAX_TRANSITIONS = 1 << 24;

    private static final int MAX_TRANSITIONS_EACH = 1 << 16;
    private static final int MIN_TRANSITIONS_EACH = 1 << 10;

    private final List<DetectionRule> rules;
    private final List<LogsourceTest> logsources = new ArrayList<>();
    private final int[] logsourceOf;
    private final Node[] nodes;
    private final Map<String, Integer> fieldNumbers = new LinkedHashMap<>();
    private final Map<Expression.Test, Integer> testNumbers = new LinkedHashMap<>();
    private final List<FieldScan> scans = new ArrayList<>();
    private final int[][] unanchored;
    private final String[] fieldNames;
    private final int anchors;

    /**
     * A test, ready to be made so for a thread.
     *
     * @param anchor by its number, where its being found in a field that was scanned is the answer; else -1
     */
    record CompiledTest(int field, Check check, int otherField, int anchor) {}

    private final List<CompiledTest> tests = new ArrayList<>();

    private RuleSet(List<DetectionRule> rules) {
        this.rules = List.copyOf(rules);
        this.logsourceOf = new int[rules.size()];
        this.nodes = new Node[rules.size()];
        Map<Logsource, Integer> sources = new HashMap<>();
        Map<String, FieldScan.Builder> builders = new LinkedHashMap<>();
        Map<Anchor, Integer> anchorNumbers = new HashMap<>();
        List<List<Integer>> without = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            DetectionRule rule = rules.get(i);
            int source = sources.computeIfAbsent(rule.logsource(), any -> {
                logsources.add(LogsourceTest.of(rule.logsource()));
                without.add(new ArrayList<>());
                return logsources.size() - 1;
            });
            logsourceOf[i] = source;
            nodes[i] = node(rule.expression());
            List<Anchor> needed = Anchors.of(rule.expression());
            if (needed == null) {
                without.get(source).add(i);
            } else {
                for (Anchor anchor : needed) {
                    int number = anchorNumbers.computeIfAbsent(anchor, any -> anchorNumbers.size());
                    int field = field(anchor.field());
                    builders.computeIfAbsent(anchor.field(), any -> new FieldScan.Builder(field))
                            .add(anchor, number, i, source);
                }
            }
        }
        for (Expression.Test test : testNumbers.keySet()) {
            Anchor anchor = anchorThatIs(test);
            FieldScan.Builder scanned = builders.get(test.field());
            if (anchor != null && scanned != null) {
                // The field is scanned anyway, so that the test costs nothing where it is asked for.
                scanned.know(anchor, anchorNumbers.computeIfAbsent(anchor, any -> anchorNumbers.size()));
            }
        }
        this.anchors = anchorNumbers.size();
        builders.values().forEach(builder -> scans.add(builder.build()));
        testNumbers.forEach((test, number) -> tests.add(compiled(test, anchorNumbers)));
        this.fieldNames = fieldNumbers.keySet().toArray(String[]::new);
        this.unanchored = without.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    public static RuleSet of(List<DetectionRule> rules) {
        return new RuleSet(rules);
    }

    /** What runs these rules; not for two threads at once. */
    public RuleMatcher matcher() {
        return new RuleMatcher(this);
    }

    /** By the numbers that a matcher gives. */
    public List<DetectionRule> rules() {
        return rules;
    }

    /** How many rules are judged on every record of their logsource, for want of a text that they need. */
    public int withoutAnchor() {
        int count = 0;
        for (int[] list : unanchored) {
            count += list.length;
        }
        return count;
    }

    private Node node(Expression expression) {
        return switch (expression) {
            case Expression.And and -> new Node.All(nodes(and.parts()));
            case Expression.Or or -> new Node.Any(nodes(or.parts()));
            case Expression.AtLeast some -> new Node.AtLeast(some.count(), nodes(some.parts()));
            case Expression.Not not -> new Node.Not(node(not.part()));
            case Expression.Test test -> {
                field(test.field());
                if (test.check() instanceof Check.OtherField other) {
                    field(other.field());
                }
                yield new Node.Test(testNumbers.computeIfAbsent(test, any -> testNumbers.size()));
            }
        };
    }

    private Node[] nodes(List<Expression> parts) {
        return parts.stream().map(this::node).toArray(Node[]::new);
    }

    private int field(String name) {
        return fieldNumbers.computeIfAbsent(name, any -> fieldNumbers.size());
    }

    private CompiledTest compiled(Expression.Test test, Map<Anchor, Integer> anchorNumbers) {
        int other = test.check() instanceof Check.OtherField compared ? field(compared.field()) : 0;
        Anchor anchor = anchorThatIs(test);
        int number = anchor == null ? -1 : anchorNumbers.getOrDefault(anchor, -1);
        return new CompiledTest(field(test.field()), test.check(), other, number);
    }

    /** The anchor whose being found is all that the test asks; null where there is none. */
    private static @Nullable Anchor anchorThatIs(Expression.Test test) {
        boolean plain = test.check() instanceof Check.Text text
                && !text.cased()
                && text.glob().pieces().size() == 1
                && !text.glob().hasAnyOne();
        List<Anchor> anchors = plain ? Anchors.of(test) : null;
        return anchors == null ? null : anchors.getFirst();
    }

    int anchors() {
        return anchors;
    }

    int fields() {
        return fieldNumbers.size();
    }

    FieldReader[] readers() {
        boolean anyPlace = testNumbers.keySet().stream()
                .filter(test -> test.field().equals(Expression.Test.ANYWHERE))
                .allMatch(RuleSet::isForAnyPlace);
        return fieldNumbers.keySet().stream()
                .map(name -> name.equals(Expression.Test.ANYWHERE)
                        ? FieldReaders.everyText(anyPlace)
                        : FieldReaders.of(name))
                .toArray(FieldReader[]::new);
    }

    private static boolean isForAnyPlace(Expression.Test test) {
        return test.check() instanceof Check.Text text
                && text.glob().openStart()
                && text.glob().openEnd();
    }

    /** The name of the field that a test looks at. */
    String fieldOf(int test) {
        return fieldNames[tests.get(test).field()];
    }

    List<CompiledTest> tests() {
        return tests;
    }

    ValueTest[] valueTests() {
        long patterns = tests.stream()
                .filter(test -> test.check() instanceof Check.Pattern)
                .count();
        int each = Math.clamp(MAX_TRANSITIONS / Math.max(1, patterns), MIN_TRANSITIONS_EACH, MAX_TRANSITIONS_EACH);
        return tests.stream()
                .map(test -> ValueTest.of(test.check(), test.otherField(), each))
                .toArray(ValueTest[]::new);
    }

    List<FieldScan> scans() {
        return scans;
    }

    List<LogsourceTest> logsources() {
        return logsources;
    }

    int logsourceOf(int rule) {
        return logsourceOf[rule];
    }

    Node node(int rule) {
        return nodes[rule];
    }

    int[] unanchored(int logsource) {
        return unanchored[logsource];
    }
}
