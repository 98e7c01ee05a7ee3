package io.throughline.stream.rules;

import io.throughline.core.rule.Position;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.read.RuleFiles;
import io.throughline.core.rule.read.RuleText;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The texts of all rule files, read once where the job is started, so that every task of a cluster has the same ones and needs no files.
 *
 * @param unread files that could not be read
 */
public record GivenRules(List<RuleText> texts, int unread) implements Serializable {
    public static final GivenRules NONE = new GivenRules(List.of(), 0);

    /** Of all files together, in characters: some ten times the largest public collection. */
    static final long MAX_CHARS = 64L << 20;

    /** Problems that the log names one by one. */
    private static final int MAX_NAMED = 100;

    private static final Logger log = LoggerFactory.getLogger(GivenRules.class);

    public GivenRules {
        texts = List.copyOf(texts);
    }

    /** Says in the log what is wrong with the files; rules without fault are taken all the same. */
    public static GivenRules read(RulesConfig config) {
        if (config.paths().isEmpty()) {
            return NONE;
        }
        List<RuleProblem> problems = new ArrayList<>();
        List<RuleText> texts = new ArrayList<>();
        long chars = 0;
        for (RuleText text :
                RuleFiles.texts(config.paths().stream().map(Path::of).toList(), problems::add)) {
            if (chars + text.text().length() > MAX_CHARS) {
                problems.add(new RuleProblem(
                        new Position(text.file(), 1, 1),
                        "left out: all rule files together have more than " + MAX_CHARS + " characters"));
            } else {
                chars += text.text().length();
                texts.add(text);
            }
        }
        GivenRules given = new GivenRules(texts, problems.size());
        CompiledRules rules = CompiledRules.of(texts);
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
}
