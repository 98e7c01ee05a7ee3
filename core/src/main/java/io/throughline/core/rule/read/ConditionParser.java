package io.throughline.core.rule.read;

import io.throughline.core.rule.Expression;
import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.yaml.YamlNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a condition: {@code or} binds least, then {@code and}, {@code not}, {@code N of}. A mistake is told at its word's own place.
 * Source: Sigma Rules Specification 2, "Condition".
 */
final class ConditionParser {
    private static final int MAX_OF = 1_000;

    private final YamlNode.Scalar condition;
    private final Map<String, Expression> named;
    private final IdentityHashMap<Expression, Integer> sizes = new IdentityHashMap<>();
    private final List<Word> words = new ArrayList<>();
    private int next;
    private int depth;
    private int tests;

    private record Word(String text, int at) {
        boolean is(String keyword) {
            return text.toLowerCase(Locale.ROOT).equals(keyword);
        }
    }

    private ConditionParser(YamlNode.Scalar condition, Map<String, Expression> named) {
        this.condition = condition;
        this.named = named;
    }

    static Expression parse(YamlNode.Scalar condition, Map<String, Expression> named) {
        if (condition.text().length() > RuleLimits.CONDITION_CHARS) {
            throw new InvalidRuleException(
                    condition.at(), "the condition is longer than " + RuleLimits.CONDITION_CHARS + " characters");
        }
        ConditionParser parser = new ConditionParser(condition, named);
        parser.cut();
        Expression expression = parser.or();
        if (parser.next < parser.words.size()) {
            throw parser.problem("and, or, or the end was expected before");
        }
        return expression;
    }

    private void cut() {
        String text = condition.text();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if (c == '(' || c == ')' || c == '|') {
                words.add(new Word(String.valueOf(c), i++));
            } else {
                int from = i;
                while (i < text.length()
                        && !Character.isWhitespace(text.charAt(i))
                        && "()|".indexOf(text.charAt(i)) < 0) {
                    i++;
                }
                words.add(new Word(text.substring(from, i), from));
            }
        }
        for (Word word : words) {
            if (word.text.equals("|")) {
                next = words.indexOf(word);
                throw problem("aggregations behind a bar are Sigma's old form; write a correlation rule instead of");
            }
        }
    }

    private Expression or() {
        if (++depth > RuleLimits.CONDITION_DEPTH) {
            throw problem("nested deeper than " + RuleLimits.CONDITION_DEPTH + " at");
        }
        List<Expression> parts = new ArrayList<>();
        parts.add(and());
        while (take("or")) {
            parts.add(and());
        }
        depth--;
        return Expression.any(parts);
    }

    private Expression and() {
        List<Expression> parts = new ArrayList<>();
        parts.add(not());
        while (take("and")) {
            parts.add(not());
        }
        return Expression.all(parts);
    }

    private Expression not() {
        boolean negated = false;
        while (take("not")) {
            negated = !negated;
        }
        Expression part = term();
        return negated ? new Expression.Not(part) : part;
    }

    private Expression term() {
        if (take("(")) {
            Expression inner = or();
            if (!take(")")) {
                throw problem("a closing parenthesis was expected before");
            }
            return inner;
        }
        Word word = peek();
        if (word == null || word.is(")") || word.is("and") || word.is("or") || word.is("of")) {
            throw problem("the name of a detection was expected before");
        }
        next++;
        Word behind = peek();
        if (behind != null && behind.is("of")) {
            next++;
            return some(word);
        }
        Expression meant = named.get(word.text);
        if (meant == null) {
            next--;
            InvalidRuleException unknown = Attributes.unknown(
                    condition.at(), "the condition names no detection of this rule:", word.text, named.keySet());
            throw unknown;
        }
        counted(List.of(meant));
        return meant;
    }

    /** {@code 1 of selection_*}, {@code all of them}, {@code 2 of them} */
    private Expression some(Word quantity) {
        Word pattern = peek();
        if (pattern == null || pattern.is("(") || pattern.is(")")) {
            throw problem("them or a pattern of names was expected before");
        }
        next++;
        List<Expression> parts = new ArrayList<>();
        named.forEach((name, expression) -> {
            // Names with an underscore in front are for others to use, by their own name only.
            if (pattern.is("them") ? !name.startsWith("_") : fits(name, pattern.text)) {
                parts.add(expression);
            }
        });
        if (parts.isEmpty()) {
            next--;
            throw problem("no detection of this rule has a name like");
        }
        counted(parts);
        if (quantity.is("all")) {
            return Expression.all(parts);
        }
        if (quantity.is("any") || quantity.text.equals("1")) {
            return Expression.any(parts);
        }
        int count = count(quantity.text);
        if (count < 0) {
            next -= 3;
            throw problem("all, any or a number was expected, not");
        }
        if (count > parts.size()) {
            next -= 3;
            throw problem("there are only " + parts.size() + " such detections, fewer than");
        }
        return new Expression.AtLeast(count, parts);
    }

    /** Names stand for what they mean each time, so a short condition can be a long one. */
    private void counted(List<Expression> meant) {
        meant.forEach(expression -> tests += sizes.computeIfAbsent(expression, ConditionParser::size));
        if (tests > RuleLimits.CONDITION_TESTS) {
            throw problem("more than " + RuleLimits.CONDITION_TESTS + " tests at");
        }
    }

    private static int size(Expression expression) {
        return switch (expression) {
            case Expression.Test test -> 1;
            case Expression.Not not -> size(not.part());
            case Expression.And and ->
                and.parts().stream().mapToInt(ConditionParser::size).sum();
            case Expression.Or or ->
                or.parts().stream().mapToInt(ConditionParser::size).sum();
            case Expression.AtLeast some ->
                some.parts().stream().mapToInt(ConditionParser::size).sum();
        };
    }

    private static int count(String text) {
        if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int count = Integer.parseInt(text);
        return count >= 1 && count <= MAX_OF ? count : -1;
    }

    /** {@code *} is any text, anywhere in the pattern. */
    static boolean fits(String name, String pattern) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return name.equals(pattern);
        }
        String[] pieces = pattern.split("\\*", -1);
        int at = pieces[0].length();
        if (!name.startsWith(pieces[0])) {
            return false;
        }
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = name.indexOf(pieces[i], at);
            if (found < 0) {
                return false;
            }
            at = found + pieces[i].length();
        }
        String last = pieces[pieces.length - 1];
        return name.length() - last.length() >= at && name.endsWith(last);
    }

    private boolean take(String keyword) {
        Word word = peek();
        if (word != null && word.is(keyword)) {
            next++;
            return true;
        }
        return false;
    }

    private @Nullable Word peek() {
        return next < words.size() ? words.get(next) : null;
    }

    private InvalidRuleException problem(String what) {
        Word word = peek();
        String where = word == null ? "the end" : "'" + word.text + "' (character " + (word.at + 1) + ")";
        return new InvalidRuleException(condition.at(), "in the condition, " + what + " " + where);
    }
}
