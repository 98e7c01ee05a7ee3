package io.throughline.core.rule.read;

import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.Position;
import io.throughline.core.rule.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The values of one test while its modifiers are applied in the order in which they are written.
 *
 * @param isBytes whether the characters are bytes, which only an encoding as text may follow
 */
record Values(List<Value> all, boolean isBytes) {
    /**
     * One value.
     *
     * @param text as written; after {@link #resolve} with wildcards as {@link io.throughline.core.rule.Glob} has them
     */
    record Value(Position at, String text, YamlNode.Kind kind) {
        Value withText(String changed) {
            return new Value(at, changed, YamlNode.Kind.TEXT);
        }

        boolean isText() {
            return kind != YamlNode.Kind.NULL && kind != YamlNode.Kind.BOOLEAN;
        }
    }

    static Values of(YamlNode node) {
        List<Value> values = new ArrayList<>();
        for (YamlNode item : Attributes.list(node)) {
            if (!(item instanceof YamlNode.Scalar scalar)) {
                throw new InvalidRuleException(
                        item.at(), "a value must be a text, a number or null, not " + item.what());
            }
            if (scalar.text().length() > RuleLimits.VALUE_CHARS) {
                throw new InvalidRuleException(
                        item.at(),
                        "a value has " + scalar.text().length() + " characters, the limit is "
                                + RuleLimits.VALUE_CHARS);
            }
            values.add(new Value(scalar.at(), scalar.text(), scalar.kind()));
        }
        if (values.isEmpty()) {
            throw new InvalidRuleException(node.at(), "the list has no values");
        }
        return new Values(values, false);
    }

    /** Reads wildcards and their escapes, and numbers as they are written in events. */
    Values resolve() {
        return map(value -> value.kind() == YamlNode.Kind.INTEGER
                ? value.withText(decimal(value.text()))
                : value.withText(Wildcards.resolve(value.at(), value.text())));
    }

    Values map(Function<Value, Value> change) {
        return new Values(all.stream().map(change).toList(), isBytes);
    }

    /** Texts only, one becoming any number. */
    Values flatMap(String modifier, Function<Value, List<String>> change) {
        List<Value> changed = new ArrayList<>();
        for (Value value : all) {
            List<String> forms = change.apply(texts(modifier, value));
            if (changed.size() + forms.size() > RuleLimits.VALUES) {
                throw new InvalidRuleException(
                        value.at(), "with " + modifier + " the values become more than " + RuleLimits.VALUES);
            }
            forms.forEach(form -> changed.add(value.withText(form)));
        }
        return new Values(changed, isBytes);
    }

    Values bytes(boolean changed) {
        return new Values(all, changed);
    }

    static Value texts(String modifier, Value value) {
        if (!value.isText()) {
            throw new InvalidRuleException(
                    value.at(), modifier + " needs a text or a number, not '" + value.text() + "'");
        }
        return value;
    }

    /** {@code 0x10} and {@code 0o20} are 16. */
    static String decimal(String text) {
        if (text.startsWith("0x")) {
            return Long.toString(Long.parseLong(text.substring(2), 16));
        }
        if (text.startsWith("0o")) {
            return Long.toString(Long.parseLong(text.substring(2), 8));
        }
        return text.startsWith("+") ? text.substring(1) : text;
    }
}
