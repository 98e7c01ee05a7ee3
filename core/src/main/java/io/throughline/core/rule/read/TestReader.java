package io.throughline.core.rule.read;

import io.throughline.core.rule.Check;
import io.throughline.core.rule.Cidr;
import io.throughline.core.rule.Expression;
import io.throughline.core.rule.Glob;
import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.Position;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.regex.InvalidPatternException;
import io.throughline.core.rule.regex.Regex;
import io.throughline.core.rule.yaml.YamlNode;
import io.throughline.core.schema.EcsFields;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code field|modifier|modifier: values}; one for each rule, as it counts what the rule's patterns take. */
final class TestReader {
    private static final Set<Modifier> PLACES = EnumSet.of(Modifier.STARTSWITH, Modifier.ENDSWITH, Modifier.CONTAINS);
    private static final Set<Modifier> KINDS = EnumSet.of(
            Modifier.RE,
            Modifier.CIDR,
            Modifier.EXISTS,
            Modifier.FIELDREF,
            Modifier.LT,
            Modifier.LTE,
            Modifier.GT,
            Modifier.GTE);
    private static final Set<Modifier> TIMES = EnumSet.range(Modifier.MINUTE, Modifier.YEAR);
    private static final Set<Modifier> FLAGS = EnumSet.of(Modifier.I, Modifier.M, Modifier.S);
    private static final Set<Modifier> ENCODINGS = EnumSet.range(Modifier.BASE64, Modifier.WIDE);

    private final FieldNames names;
    private final Map<String, List<String>> placeholders;
    private final List<RuleProblem> warnings;
    private int patternStates;

    TestReader(FieldNames names, Map<String, List<String>> placeholders, List<RuleProblem> warnings) {
        this.names = names;
        this.placeholders = placeholders;
        this.warnings = warnings;
    }

    /** @param key the field and its modifiers; without a field, the values are looked for everywhere */
    Expression read(YamlNode.Scalar key, YamlNode node) {
        String[] parts = key.text().split("\\|", -1);
        List<Modifier> modifiers = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            Modifier modifier = Modifier.of(parts[i]);
            if (modifier == null) {
                throw Attributes.unknown(key.at(), "there is no modifier", parts[i], Modifier.words());
            }
            modifiers.add(modifier);
        }
        agree(key.at(), modifiers);
        String field = parts[0].strip();
        if (field.length() > RuleLimits.NAME_CHARS) {
            throw new InvalidRuleException(key.at(), "a field's name is longer than " + RuleLimits.NAME_CHARS);
        }
        return field.isEmpty()
                ? keywords(key.at(), modifiers, node)
                : test(names.of(field), modifiers, Values.of(node));
    }

    /** Values without a field. */
    Expression keywords(Position at, List<Modifier> modifiers, YamlNode node) {
        for (Modifier modifier : modifiers) {
            if (TIMES.contains(modifier)
                    || modifier == Modifier.EVERY
                    || (KINDS.contains(modifier) && modifier != Modifier.RE)) {
                throw new InvalidRuleException(at, modifier.word() + " needs a field");
            }
        }
        List<Modifier> anywhere = new ArrayList<>(modifiers);
        if (!anywhere.contains(Modifier.RE) && anywhere.stream().noneMatch(PLACES::contains)) {
            anywhere.add(Modifier.CONTAINS);
        }
        return test(Expression.Test.ANYWHERE, anywhere, Values.of(node));
    }

    private static void agree(Position at, List<Modifier> modifiers) {
        Set<Modifier> seen = EnumSet.noneOf(Modifier.class);
        for (Modifier modifier : modifiers) {
            if (!seen.add(modifier)) {
                throw new InvalidRuleException(at, modifier.word() + " stands here twice");
            }
            if (FLAGS.contains(modifier) && !seen.contains(Modifier.RE)) {
                throw new InvalidRuleException(at, modifier.word() + " may only follow re");
            }
        }
        EveryReader.agree(at, seen);
        atMostOne(at, seen, PLACES);
        atMostOne(at, seen, KINDS);
        atMostOne(at, seen, TIMES);
        boolean cannotBeEncoded =
                seen.contains(Modifier.RE) || seen.contains(Modifier.CIDR) || seen.contains(Modifier.EXISTS);
        for (Modifier encoding : ENCODINGS) {
            if (seen.contains(encoding) && cannotBeEncoded) {
                throw new InvalidRuleException(at, encoding.word() + " cannot be used with re, cidr or exists");
            }
        }
        if (seen.contains(Modifier.WINDASH) && cannotBeEncoded) {
            throw new InvalidRuleException(at, "windash cannot be used with re, cidr or exists");
        }
    }

    private static void atMostOne(Position at, Set<Modifier> seen, Set<Modifier> group) {
        Set<Modifier> both = EnumSet.copyOf(group);
        both.retainAll(seen);
        if (both.size() > 1) {
            List<String> words = both.stream().map(Modifier::word).toList();
            throw new InvalidRuleException(at, String.join(" and ", words) + " exclude each other");
        }
    }

    private Expression test(String field, List<Modifier> modifiers, Values values) {
        boolean all = modifiers.contains(Modifier.ALL);
        if (all && values.all().size() == 1) {
            warnings.add(
                    new RuleProblem(values.all().getFirst().at(), "all needs more than one value to mean anything"));
        }
        boolean verbatim = modifiers.contains(Modifier.RE)
                || modifiers.contains(Modifier.CIDR)
                || modifiers.contains(Modifier.EXISTS)
                || modifiers.contains(Modifier.FIELDREF);
        Values changed = modifiers.contains(Modifier.EXPAND) ? expand(values) : values;
        if (modifiers.contains(Modifier.EVERY)) {
            Expression every = new Expression.Test(field, EveryReader.read(changed, modifiers));
            return modifiers.contains(Modifier.NEQ) ? new Expression.Not(every) : every;
        }
        Values resolved = verbatim ? changed : new Values(changed.all(), false);
        List<Expression> alternatives = new ArrayList<>();
        // What one written value becomes is always "one of", whatever "all" says of the written ones.
        for (Values.Value written : resolved.all()) {
            Values one = new Values(List.of(written), false);
            List<Expression> forms = new ArrayList<>();
            for (Values.Value value : encode(one, modifiers, verbatim).all()) {
                forms.add(new Expression.Test(field, sent(field, check(value, modifiers))));
            }
            alternatives.add(Expression.any(forms));
        }
        Expression joined = all ? Expression.all(alternatives) : Expression.any(alternatives);
        return modifiers.contains(Modifier.NEQ) ? new Expression.Not(joined) : joined;
    }

    /**
     * A user agent may be sent without text, which is another thing than none: of requests that were broken off, or came from a health
     * check, there is none, and rules about empty ones do not mean these.
     */
    private static Check sent(String field, Check check) {
        return check instanceof Check.Empty && field.equals(EcsFields.USER_AGENT)
                ? new Check.Pattern("^$", false, false, false)
                : check;
    }

    private Values encode(Values values, List<Modifier> modifiers, boolean verbatim) {
        Values.Value only = values.all().getFirst();
        boolean plain = modifiers.stream()
                .noneMatch(modifier ->
                        PLACES.contains(modifier) || ENCODINGS.contains(modifier) || modifier == Modifier.WINDASH);
        if (verbatim || (plain && (!only.isText() || only.kind() == YamlNode.Kind.DECIMAL))) {
            return values;
        }
        Values.texts(modifiers.isEmpty() ? "a keyword" : modifiers.getFirst().word(), only);
        Values encoded = values.resolve();
        for (Modifier modifier : modifiers) {
            encoded = apply(encoded, modifier);
        }
        if (encoded.isBytes() && modifiers.stream().noneMatch(ENCODINGS::contains)) {
            throw new IllegalStateException("bytes without an encoding");
        }
        return encoded;
    }

    static Values apply(Values values, Modifier modifier) {
        String word = modifier.word();
        return switch (modifier) {
            case STARTSWITH -> values.map(value -> value.withText(value.text() + Glob.ANY));
            case ENDSWITH -> values.map(value -> value.withText(Glob.ANY + value.text()));
            case CONTAINS -> values.map(value -> value.withText(Glob.ANY + value.text() + Glob.ANY));
            case WINDASH -> values.flatMap(word, TestReader::dashes);
            case UTF16LE, WIDE ->
                values.map(value -> value.withText(Encodings.utf16(literal(word, value), true)))
                        .bytes(true);
            case UTF16BE ->
                values.map(value -> value.withText(Encodings.utf16(literal(word, value), false)))
                        .bytes(true);
            case UTF16 ->
                values.map(value -> value.withText("\u00FF\u00FE" + Encodings.utf16(literal(word, value), true)))
                        .bytes(true);
            case BASE64 ->
                values.map(value -> value.withText(Encodings.base64(literal(word, value), values.isBytes())))
                        .bytes(false);
            case BASE64OFFSET ->
                values.flatMap(word, value -> anywhere(word, value, values.isBytes()))
                        .bytes(false);
            default -> values;
        };
    }

    private static List<String> anywhere(String word, Values.Value value, boolean isBytes) {
        List<String> forms = Encodings.base64Anywhere(literal(word, value), isBytes);
        if (forms.size() < 3) {
            throw new InvalidRuleException(value.at(), "the value is too short for base64offset");
        }
        return forms;
    }

    private static List<String> dashes(Values.Value value) {
        List<String> forms = Encodings.dashes(value.text(), RuleLimits.DASHED_FORMS);
        if (forms.size() > RuleLimits.DASHED_FORMS) {
            throw new InvalidRuleException(
                    value.at(), "with windash the value has more than " + RuleLimits.DASHED_FORMS + " forms");
        }
        return forms;
    }

    private static String literal(String modifier, Values.Value value) {
        if (Wildcards.hasAny(value.text())) {
            throw new InvalidRuleException(value.at(), modifier + " cannot encode a value with wildcards");
        }
        return value.text();
    }

    private Check check(Values.Value value, List<Modifier> modifiers) {
        Check.@Nullable Unit unit = unit(modifiers);
        for (Modifier modifier : modifiers) {
            switch (modifier) {
                case RE -> {
                    return pattern(value, modifiers);
                }
                case CIDR -> {
                    return network(value);
                }
                case EXISTS, FIELDREF -> {
                    return modifier == Modifier.EXISTS ? exists(value) : otherField(value, modifiers);
                }
                case LT, LTE, GT, GTE -> {
                    Check.Relation relation = relation(modifier);
                    return unit == null
                            ? new Check.Numeric(relation, number(modifier, value))
                            : new Check.TimePart(unit, relation, number(modifier, value));
                }
                default -> {}
            }
        }
        if (unit != null) {
            return new Check.TimePart(unit, Check.Relation.EQUAL, number(Modifier.valueOf(unit.name()), value));
        }
        boolean cased = modifiers.contains(Modifier.CASED);
        return switch (value.kind()) {
            case NULL -> new Check.Missing();
            case BOOLEAN -> new Check.Text(Glob.of(value.text()), cased);
            case DECIMAL -> new Check.Numeric(Check.Relation.EQUAL, Double.parseDouble(value.text()));
            default -> value.text().isEmpty() ? new Check.Empty() : new Check.Text(glob(value), cased);
        };
    }

    static Glob glob(Values.Value value) {
        Glob glob = Glob.of(value.text());
        for (String piece : glob.pieces()) {
            if (piece.length() > RuleLimits.PIECE_CHARS && piece.indexOf(Glob.ANY_ONE) >= 0) {
                throw new InvalidRuleException(
                        value.at(),
                        "a text with ? in it may have " + RuleLimits.PIECE_CHARS + " characters between stars");
            }
        }
        return glob;
    }

    private static Check.@Nullable Unit unit(List<Modifier> modifiers) {
        for (Modifier modifier : modifiers) {
            if (TIMES.contains(modifier)) {
                return Check.Unit.valueOf(modifier.name());
            }
        }
        return null;
    }

    private static Check.Relation relation(Modifier modifier) {
        return switch (modifier) {
            case LT -> Check.Relation.LESS;
            case LTE -> Check.Relation.AT_MOST;
            case GT -> Check.Relation.MORE;
            default -> Check.Relation.AT_LEAST;
        };
    }

    private static double number(Modifier modifier, Values.Value value) {
        try {
            return Double.parseDouble(
                    value.kind() == YamlNode.Kind.INTEGER ? Values.decimal(value.text()) : value.text());
        } catch (NumberFormatException e) {
            throw new InvalidRuleException(value.at(), modifier.word() + " needs a number, not '" + value.text() + "'");
        }
    }

    private static Check exists(Values.Value value) {
        if (value.kind() != YamlNode.Kind.BOOLEAN) {
            throw new InvalidRuleException(value.at(), "exists needs true or false, not '" + value.text() + "'");
        }
        return Character.toLowerCase(value.text().charAt(0)) == 't' ? new Check.Exists() : new Check.Missing();
    }

    private Check otherField(Values.Value value, List<Modifier> modifiers) {
        Values.texts("fieldref", value);
        Check.Place place = modifiers.contains(Modifier.STARTSWITH)
                ? Check.Place.START
                : modifiers.contains(Modifier.ENDSWITH)
                        ? Check.Place.END
                        : modifiers.contains(Modifier.CONTAINS) ? Check.Place.ANYWHERE : Check.Place.WHOLE;
        return new Check.OtherField(names.of(value.text()), place, modifiers.contains(Modifier.CASED));
    }

    private static Check network(Values.Value value) {
        Cidr cidr = Cidr.parse(value.text());
        if (cidr == null) {
            throw new InvalidRuleException(
                    value.at(), "cidr needs a network such as 10.0.0.0/8 or fe80::/10, not '" + value.text() + "'");
        }
        return new Check.Network(cidr);
    }

    private Check pattern(Values.Value value, List<Modifier> modifiers) {
        Values.texts("re", value);
        String regex = value.text();
        if (modifiers.contains(Modifier.STARTSWITH)) {
            regex = "\\A(?:" + regex + ")";
        } else if (modifiers.contains(Modifier.ENDSWITH)) {
            regex = "(?:" + regex + ")\\z";
        }
        Check.Pattern pattern = new Check.Pattern(
                regex, modifiers.contains(Modifier.I), modifiers.contains(Modifier.M), modifiers.contains(Modifier.S));
        try {
            patternStates += Regex.check(pattern.regex(), pattern.ignoreCase(), pattern.multiLine(), pattern.dotAll());
        } catch (InvalidPatternException e) {
            throw new InvalidRuleException(value.at(), "the regular expression cannot be used: " + e.getMessage());
        }
        if (patternStates > RuleLimits.PATTERN_STATES) {
            throw new InvalidRuleException(
                    value.at(),
                    "the rule's regular expressions have more than " + RuleLimits.PATTERN_STATES + " states");
        }
        return pattern;
    }

    /** Replaces {@code %name%}; an escaped percent sign is itself. */
    private Values expand(Values values) {
        return values.flatMap("expand", value -> expanded(value.at(), value.text()));
    }

    private List<String> expanded(Position at, String text) {
        List<String> forms = List.of("");
        int from = 0;
        while (from < text.length()) {
            int next = text.indexOf('%', from);
            if (next > 0 && text.charAt(next - 1) == '\\') {
                forms = appended(at, forms, List.of(text.substring(from, next - 1) + "%"));
                from = next + 1;
                continue;
            }
            int end = next < 0 ? -1 : text.indexOf('%', next + 1);
            if (end < 0) {
                return appended(at, forms, List.of(text.substring(from)));
            }
            String name = text.substring(next + 1, end);
            List<String> given = placeholders.get(name);
            if (given == null) {
                throw Attributes.unknown(at, "there are no values for the placeholder", name, placeholders.keySet());
            }
            forms = appended(at, appended(at, forms, List.of(text.substring(from, next))), given);
            from = end + 1;
        }
        return forms;
    }

    private static List<String> appended(Position at, List<String> forms, List<String> ends) {
        if ((long) forms.size() * ends.size() > RuleLimits.VALUES) {
            throw new InvalidRuleException(at, "with expand the values become more than " + RuleLimits.VALUES);
        }
        List<String> longer = new ArrayList<>(forms.size() * ends.size());
        for (String form : forms) {
            for (String end : ends) {
                longer.add(form + end);
            }
        }
        return longer;
    }
}
