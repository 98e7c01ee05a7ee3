package io.throughline.core.rule.read;

import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.Logsource;
import io.throughline.core.rule.Position;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.yaml.YamlNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what rules of all kinds say of themselves, and of their logsource. Attributes of other tools are left alone. */
final class HeadReader {
    private static final List<String> STATES = List.of("stable", "test", "experimental", "deprecated", "unsupported");
    private static final List<String> TAXONOMIES = List.of("sigma", "ecs");

    private HeadReader() {}

    static RuleHead read(YamlNode.Mapping map) {
        String status = Attributes.textIfAny(map, "status", RuleLimits.NAME_CHARS);
        if (status != null && !STATES.contains(status)) {
            throw Attributes.unknown(at(map, "status"), "there is no status", status, STATES);
        }
        String title = Attributes.text("title", Attributes.required(map, "title"), RuleLimits.TITLE_CHARS);
        if (title.isBlank()) {
            throw new InvalidRuleException(at(map, "title"), "title may not be empty");
        }
        return new RuleHead(
                map.at(),
                title,
                Attributes.textIfAny(map, "id", RuleLimits.NAME_CHARS),
                Attributes.textIfAny(map, "name", RuleLimits.NAME_CHARS),
                Attributes.textIfAny(map, "description", RuleLimits.TEXT_CHARS),
                Attributes.textIfAny(map, "author", RuleLimits.TEXT_CHARS),
                level(map),
                status,
                RuleVersion.of(map),
                Attributes.texts(map, "tags", RuleLimits.NAME_CHARS),
                Attributes.texts(map, "references", RuleLimits.TEXT_CHARS),
                Attributes.texts(map, "falsepositives", RuleLimits.TEXT_CHARS),
                Attributes.texts(map, "fields", RuleLimits.NAME_CHARS));
    }

    private static RuleHead.@Nullable Level level(YamlNode.Mapping map) {
        String word = Attributes.textIfAny(map, "level", RuleLimits.NAME_CHARS);
        if (word == null) {
            return null;
        }
        for (RuleHead.Level level : RuleHead.Level.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(word)) {
                return level;
            }
        }
        List<String> known = Arrays.stream(RuleHead.Level.values())
                .map(level -> level.name().toLowerCase(Locale.ROOT))
                .toList();
        throw Attributes.unknown(at(map, "level"), "there is no level", word, known);
    }

    static Logsource logsource(YamlNode.Mapping map) {
        YamlNode.Mapping source = Attributes.map("logsource", Attributes.required(map, "logsource"));
        Logsource logsource = new Logsource(
                Attributes.textIfAny(source, "category", RuleLimits.NAME_CHARS),
                Attributes.textIfAny(source, "product", RuleLimits.NAME_CHARS),
                Attributes.textIfAny(source, "service", RuleLimits.NAME_CHARS));
        if (logsource.category() == null && logsource.product() == null && logsource.service() == null) {
            throw new InvalidRuleException(source.at(), "logsource needs a category, a product or a service");
        }
        return logsource;
    }

    /** Whether the rule's field names are the schema's own. */
    static boolean ownNames(YamlNode.Mapping map) {
        String taxonomy = Attributes.textIfAny(map, "taxonomy", RuleLimits.NAME_CHARS);
        if (taxonomy != null && !TAXONOMIES.contains(taxonomy)) {
            throw Attributes.unknown(at(map, "taxonomy"), "nothing is known of the taxonomy", taxonomy, TAXONOMIES);
        }
        return "ecs".equals(taxonomy);
    }

    private static Position at(YamlNode.Mapping map, String name) {
        return Attributes.required(map, name).at();
    }
}
