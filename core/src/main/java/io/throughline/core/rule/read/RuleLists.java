package io.throughline.core.rule.read;

import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.yaml.YamlNode;
import io.throughline.core.rule.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads files of lists for placeholders: YAML maps of a name and its values, {@code allowed_images: [nginx, ghcr.io/shop/*]}. A list that
 * cannot be used is a problem with its place and reason, and the others are taken.
 */
public final class RuleLists {
    private static final int MAX_LISTS = 1_000;

    private final Map<String, List<String>> lists = new TreeMap<>();
    private final Consumer<RuleProblem> problems;

    private RuleLists(Consumer<RuleProblem> problems) {
        this.problems = problems;
    }

    /**
     * @param paths files, and folders with files in YAML
     * @param problems takes what cannot be read
     */
    public static Map<String, List<String>> read(List<Path> paths, Consumer<RuleProblem> problems) {
        RuleLists read = new RuleLists(problems);
        RuleFiles.texts(paths, problems).forEach(read::file);
        return Map.copyOf(read.lists);
    }

    private void file(RuleText text) {
        List<RuleProblem> wrong = new ArrayList<>();
        for (YamlNode document : YamlReader.read(text.file(), text.text(), wrong)) {
            try {
                Attributes.map("a file of lists", document).pairs().forEach(this::list);
            } catch (InvalidRuleException e) {
                wrong.addAll(e.problems());
            }
        }
        wrong.forEach(problems);
    }

    private void list(YamlNode.Pair pair) {
        String name = pair.key().text();
        try {
            List<String> values = new ArrayList<>();
            if (!Attributes.isNothing(pair.value())) {
                for (YamlNode item : Attributes.list(pair.value())) {
                    values.add(Attributes.text(name, item, RuleLimits.VALUE_CHARS));
                }
            }
            if (values.size() > RuleLimits.VALUES) {
                throw new InvalidRuleException(
                        pair.key().at(), "the list has more than " + RuleLimits.VALUES + " values");
            }
            if (lists.size() == MAX_LISTS) {
                throw new InvalidRuleException(pair.key().at(), "there are more than " + MAX_LISTS + " lists");
            }
            if (lists.containsKey(name)) {
                throw new InvalidRuleException(pair.key().at(), "there is a list '" + name + "' already");
            }
            lists.put(name, List.copyOf(values));
        } catch (InvalidRuleException e) {
            e.problems().forEach(problems);
        }
    }
}
