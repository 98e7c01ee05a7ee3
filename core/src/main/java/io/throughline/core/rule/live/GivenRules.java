package io.throughline.core.rule.live;

import io.throughline.core.config.NearestName;
import io.throughline.core.rule.Position;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.pack.BuiltInRules;
import io.throughline.core.rule.read.ReadRules;
import io.throughline.core.rule.read.RuleFiles;
import io.throughline.core.rule.read.RuleLists;
import io.throughline.core.rule.read.RuleReader;
import io.throughline.core.rule.read.RuleText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The texts of the rules that come along and of all rule files, read once where the job is started, so that every task of a cluster has the
 * same ones and needs no files.
 *
 * @param lists what placeholders stand for
 * @param unread files that could not be read
 */
public record GivenRules(List<RuleText> texts, Map<String, List<String>> lists, int unread) implements Serializable {
    public static final GivenRules NONE = new GivenRules(List.of(), Map.of(), 0);

    /** Of all files together, in characters: some ten times the largest public collection. */
    static final long MAX_CHARS = 64L << 20;

    /** Problems that the log names one by one. */
    private static final int MAX_NAMED = 100;

    private static final Logger log = LoggerFactory.getLogger(GivenRules.class);

    public GivenRules {
        texts = List.copyOf(texts);
        lists = Map.copyOf(lists);
    }

    /** Says in the log what is wrong with the files; rules without fault are taken all the same. */
    public static GivenRules read(RulesConfig config) {
        List<RuleProblem> problems = new ArrayList<>();
        Map<String, List<String>> lists = RuleLists.read(config.listFiles(), problems::add);
        List<RuleText> texts = new ArrayList<>(BuiltInRules.texts(config.builtIn()));
        long chars = 0;
        for (RuleText text : RuleFiles.texts(config.ruleFiles(), problems::add)) {
            if (chars + text.text().length() > MAX_CHARS) {
                problems.add(new RuleProblem(
                        new Position(text.file(), 1, 1),
                        "left out: all rule files together have more than " + MAX_CHARS + " characters"));
            } else {
                chars += text.text().length();
                texts.add(text);
            }
        }
        GivenRules given = new GivenRules(texts, BuiltInRules.lists(lists), problems.size());
        given.tellOfListsWithoutUse(lists);
        CompiledRules rules = CompiledRules.of(given);
        problems.addAll(rules.collection().problems());
        problems.stream().limit(MAX_NAMED).forEach(problem -> log.warn("rule refused: {}", problem));
        if (problems.size() > MAX_NAMED) {
            log.warn("{} rules more are refused; rules check names them", problems.size() - MAX_NAMED);
        }
        log.info(
                "{} rules and {} correlations are taken, {} refused",
                rules.collection().detections().size(),
                rules.collection().correlations().size(),
                problems.size());
        return given;
    }

    /** A mistyped name would leave everything allowed, and nobody would know. */
    private void tellOfListsWithoutUse(Map<String, List<String>> set) {
        for (String name : set.keySet()) {
            boolean used = texts.stream().anyMatch(text -> text.text().contains('%' + name + '%'));
            if (!used) {
                log.warn(
                        "no rule looks at the list {}{}",
                        name,
                        NearestName.hint(name, BuiltInRules.lists().keySet()));
            }
        }
    }

    /** Each file for itself, in their order. */
    public List<ReadRules> read() {
        return texts.stream().map(text -> read(text.file(), text.text())).toList();
    }

    /** Another file, with the same lists. */
    public ReadRules read(String file, String text) {
        return new RuleReader(lists).read(file, text).own();
    }
}
