package io.throughline.core.rule.read;

import io.throughline.core.config.NearestName;
import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.Position;
import io.throughline.core.rule.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an attribute of a rule may hold; anything else is refused where it stands. */
final class Attributes {
    private Attributes() {}

    static YamlNode.Mapping map(String name, YamlNode node) {
        if (node instanceof YamlNode.Mapping map) {
            return map;
        }
        throw new InvalidRuleException(node.at(), name + " must be a map, not " + node.what());
    }

    static YamlNode.Scalar scalar(String name, YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && scalar.kind() != YamlNode.Kind.NULL) {
            return scalar;
        }
        throw new InvalidRuleException(node.at(), name + " must be a text, not " + node.what());
    }

    static String text(String name, YamlNode node, int maxChars) {
        YamlNode.Scalar scalar = scalar(name, node);
        if (scalar.text().length() > maxChars) {
            throw new InvalidRuleException(
                    node.at(), name + " has " + scalar.text().length() + " characters, the limit is " + maxChars);
        }
        return scalar.text();
    }

    /** Null where the attribute is absent or empty. */
    static @Nullable String textIfAny(YamlNode.Mapping map, String name, int maxChars) {
        YamlNode node = map.get(name);
        return node == null || isNothing(node) ? null : text(name, node, maxChars);
    }

    static YamlNode required(YamlNode.Mapping map, String name) {
        YamlNode node = map.get(name);
        if (node == null) {
            throw new InvalidRuleException(map.at(), "the attribute " + name + " is missing");
        }
        return node;
    }

    /** One value is a list of one. */
    static List<YamlNode> list(YamlNode node) {
        return node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
    }

    static List<String> texts(YamlNode.Mapping map, String name, int maxChars) {
        YamlNode node = map.get(name);
        List<String> texts = new ArrayList<>();
        if (node != null && !isNothing(node)) {
            list(node).forEach(item -> texts.add(text(name, item, maxChars)));
        }
        return texts;
    }

    static boolean flag(YamlNode.Mapping map, String name, boolean preset) {
        YamlNode node = map.get(name);
        if (node == null) {
            return preset;
        }
        if (node instanceof YamlNode.Scalar scalar && scalar.kind() == YamlNode.Kind.BOOLEAN) {
            return Character.toLowerCase(scalar.text().charAt(0)) == 't';
        }
        throw new InvalidRuleException(node.at(), name + " must be true or false, not " + node.what());
    }

    static void known(YamlNode.Mapping map, String where, Collection<String> names) {
        for (YamlNode.Pair pair : map.pairs()) {
            if (!names.contains(pair.key().text())) {
                throw unknown(
                        pair.key().at(), where + " has no attribute", pair.key().text(), names);
            }
        }
    }

    /** {@code no modifier 'contain' (did you mean contains?)} */
    static InvalidRuleException unknown(Position at, String what, String name, Collection<String> known) {
        String shown = name.length() > 100 ? name.substring(0, 100) + "..." : name;
        return new InvalidRuleException(
                at, what + " '" + shown + "'" + (name.length() > 100 ? "" : NearestName.hint(name, known)));
    }

    static boolean isNothing(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.kind() == YamlNode.Kind.NULL;
    }
}
