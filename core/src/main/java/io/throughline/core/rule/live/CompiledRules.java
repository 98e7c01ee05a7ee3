package io.throughline.core.rule.live;

import io.throughline.core.rule.CorrelationRule;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.correlate.CorrelationJudge;
import io.throughline.core.rule.correlate.Correlator;
import io.throughline.core.rule.read.RuleCollection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A collection as the stream's stages need it: with each correlation's stage, and its name in state. Not for two threads at once. */
public final class CompiledRules {
    /** Of correlations over correlations: as many stages as the graph has. */
    public static final int MAX_LEVELS = 4;

    private final RuleCollection collection;
    private final Correlator correlator;
    private final List<Correlation> correlations = new ArrayList<>();
    private final Map<String, Correlation> byName = new HashMap<>();

    /**
     * A correlation.
     *
     * @param number its place in the collection
     * @param level 1 where it is over rules alone, else one more than the highest it is over
     * @param name its key and version: another version has other state
     */
    public record Correlation(int number, int level, String name, CorrelationJudge judge) {}

    /** @param collection of which {@link #usable} has left out what the stages cannot have */
    CompiledRules(RuleCollection collection) {
        this.collection = collection;
        this.correlator = new Correlator(collection);
        int[] levels = levels(collection.correlations());
        for (int i = 0; i < levels.length; i++) {
            CorrelationRule rule = collection.correlations().get(i);
            Correlation correlation = new Correlation(i, levels[i], nameOf(rule.head()), new CorrelationJudge(rule));
            correlations.add(correlation);
            byName.put(correlation.name, correlation);
        }
    }

    public static CompiledRules of(GivenRules given) {
        return new CompiledRules(usable(RuleCollection.of(given.read())));
    }

    public RuleCollection collection() {
        return collection;
    }

    public Correlator correlator() {
        return correlator;
    }

    /** By its place in the collection. */
    public Correlation correlation(int number) {
        return correlations.get(number);
    }

    /** Null where the rules have none of this name and version any more. */
    public @Nullable Correlation find(String name) {
        return byName.get(name);
    }

    /** How many stages the correlations need; 0 without any. */
    public int levels() {
        return correlations.stream().mapToInt(Correlation::level).max().orElse(0);
    }

    static String nameOf(RuleHead head) {
        return head.key() + ' ' + head.version();
    }

    /** Without what would be there twice, as its ids would be, and without what is nested too deep. */
    static RuleCollection usable(RuleCollection read) {
        List<RuleProblem> problems = new ArrayList<>(read.problems());
        Set<String> names = new HashSet<>();
        List<DetectionRule> detections = new ArrayList<>();
        for (DetectionRule rule : read.detections()) {
            if (isNew(rule.head(), names, problems)) {
                detections.add(rule);
            }
        }
        int[] levels = levels(read.correlations());
        List<CorrelationRule> correlations = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            RuleHead head = read.correlations().get(i).head();
            if (levels[i] > MAX_LEVELS) {
                problems.add(new RuleProblem(
                        head.at(), "is over correlations over correlations, more than " + MAX_LEVELS + " deep"));
            } else if (isNew(head, names, problems)) {
                correlations.add(read.correlations().get(i));
            }
        }
        return new RuleCollection(detections, correlations, problems, read.warnings());
    }

    /** Rules with ids or names were told apart when they were read; nothing refers to those without. */
    private static boolean isNew(RuleHead head, Set<String> names, List<RuleProblem> problems) {
        boolean first = names.add(nameOf(head));
        if (!first) {
            problems.add(new RuleProblem(head.at(), "is there twice, without an id or a name"));
        }
        return first;
    }

    /** Each correlation comes behind those that it is over. */
    private static int[] levels(List<CorrelationRule> rules) {
        int[] levels = new int[rules.size()];
        Map<String, Integer> called = new HashMap<>();
        for (int i = 0; i < levels.length; i++) {
            CorrelationRule rule = rules.get(i);
            int level = 1;
            for (String name : rule.rules()) {
                level = Math.max(level, called.getOrDefault(name, 0) + 1);
            }
            levels[i] = level;
            if (rule.head().id() != null) {
                called.put(rule.head().id(), level);
            }
            if (rule.head().name() != null) {
                called.put(rule.head().name(), level);
            }
        }
        return levels;
    }
}
