package io.throughline.core.rule.live;

import io.throughline.core.rule.Position;
import io.throughline.core.rule.Rule;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.read.ReadRules;
import io.throughline.core.rule.read.RuleCollection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The rules of one moment: those given where the job was started, and over them those of the topic, file by file. A file is in force as a
 * whole or not at all: where anything is wrong with it, alone or beside the others, the version before stays, or none.
 *
 * <p>A rule of the topic takes the place of a given one of its id or name.
 *
 * @param files what is in force of each file of the topic, by its id; what is withdrawn is not among them
 * @param refused what would be in force and is not, and why
 */
public record RulesInForce(
        RuleCollection collection, Map<String, RuleChange> files, Map<RuleChange, List<RuleProblem>> refused) {

    /**
     * @param given the files that the job was started with
     * @param wanted by file what should be in force, and behind it what was before
     */
    static RulesInForce of(
            List<ReadRules> given, Map<String, List<RuleChange>> wanted, Function<RuleChange, ReadRules> reader) {
        Map<String, List<RuleChange>> left = new TreeMap<>();
        Map<RuleChange, List<RuleProblem>> refused = new LinkedHashMap<>();
        wanted.forEach((id, changes) -> left.put(id, usable(changes, reader, refused)));
        while (true) {
            Map<String, RuleChange> files = new TreeMap<>();
            left.forEach((id, changes) -> {
                if (!changes.isEmpty() && !changes.getFirst().isWithdrawal()) {
                    files.put(id, changes.getFirst());
                }
            });
            List<ReadRules> read = files.values().stream().map(reader).toList();
            RuleCollection collection = CompiledRules.usable(RuleCollection.of(
                    Stream.concat(without(given, read).stream(), read.stream()).toList()));
            Map<String, List<RuleProblem>> wrong = new LinkedHashMap<>();
            for (RuleProblem problem : collection.problems()) {
                if (files.containsKey(problem.at().file())) {
                    wrong.computeIfAbsent(problem.at().file(), any -> new ArrayList<>())
                            .add(problem);
                }
            }
            if (wrong.isEmpty()) {
                return new RulesInForce(collection, Map.copyOf(files), Collections.unmodifiableMap(refused));
            }
            wrong.forEach((id, problems) -> {
                List<RuleChange> changes = left.getOrDefault(id, List.of());
                refused.put(changes.getFirst(), List.copyOf(problems));
                left.put(id, usable(changes.subList(1, changes.size()), reader, refused));
            });
        }
    }

    /** From the first one on with which nothing is wrong by itself. */
    private static List<RuleChange> usable(
            List<RuleChange> changes,
            Function<RuleChange, ReadRules> reader,
            Map<RuleChange, List<RuleProblem>> refused) {
        for (int i = 0; i < changes.size(); i++) {
            RuleChange change = changes.get(i);
            List<RuleProblem> problems = problems(change, reader);
            if (problems.isEmpty()) {
                return changes.subList(i, changes.size());
            }
            refused.put(change, problems);
        }
        return List.of();
    }

    /** What is wrong with a change whatever other rules there are. */
    static List<RuleProblem> problems(RuleChange change, Function<RuleChange, ReadRules> reader) {
        if (change.problem() != null) {
            return List.of(new RuleProblem(new Position(change.id(), 1, 1), change.problem()));
        }
        return change.isWithdrawal() ? List.of() : reader.apply(change).problems();
    }

    private static List<ReadRules> without(List<ReadRules> given, List<ReadRules> over) {
        Set<String> taken = new HashSet<>();
        over.forEach(file -> file.rules().forEach(rule -> called(rule).forEach(taken::add)));
        return taken.isEmpty()
                ? given
                : given.stream()
                        .map(file -> new ReadRules(
                                file.rules().stream()
                                        .filter(rule -> called(rule).noneMatch(taken::contains))
                                        .toList(),
                                file.problems(),
                                file.warnings()))
                        .toList();
    }

    private static Stream<String> called(Rule rule) {
        return Stream.of(rule.head().id(), rule.head().name()).filter(name -> name != null);
    }
}
