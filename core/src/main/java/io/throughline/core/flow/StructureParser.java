package io.throughline.core.flow;

import io.throughline.core.flow.Condition.Comparison;
import io.throughline.core.flow.Condition.Figure;
import io.throughline.core.flow.StructureTokens.Kind;
import io.throughline.core.flow.StructureTokens.Token;
import io.throughline.core.store.InvalidQueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a question of structure by recursive descent; its grammar is in {@link FlowStructure}. */
final class StructureParser {
    private static final Map<String, Figure> FIGURES = Map.of(
            "duration", Figure.DURATION,
            "services", Figure.SERVICES,
            "hops", Figure.HOPS,
            "depth", Figure.DEPTH,
            "inferred", Figure.INFERRED);
    private static final Map<String, Double> MICROS_OF_UNIT = Map.of("us", 1.0, "ms", 1e3, "s", 1e6, "m", 6e7);
    private static final Set<String> OTHER_WORDS =
            Set.of("and", "or", "not", "reaches", "without", "calls", "service", "error");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([a-z]*)");
    private static final int MAX_SHOWN = 60;

    private static final String CONDITION =
            "a condition such as service:orders, error, duration>500ms or" + " gateway reaches payments";

    private final List<Token> tokens;
    private int at;
    private int depth;
    private int conditions;

    /**
     * @throws InvalidQueryException too long, or what no question has
     */
    StructureParser(String text) {
        if (text.length() > FlowStructure.MAX_LENGTH) {
            throw new InvalidQueryException("The question has " + text.length() + " characters; at most "
                    + FlowStructure.MAX_LENGTH + " are allowed.");
        }
        this.tokens = StructureTokens.of(text);
    }

    /**
     * @throws InvalidQueryException with the position and what was expected there
     */
    Condition parse() {
        Condition question = any();
        if (token().kind() != Kind.END) {
            throw expected("and, or, or the end");
        }
        return question;
    }

    private Condition any() {
        List<Condition> choices = new ArrayList<>();
        do {
            choices.add(all());
        } while (takeWord("or"));
        return choices.size() == 1 ? choices.getFirst() : new Condition.Any(choices);
    }

    private Condition all() {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(one());
        } while (takeWord("and"));
        return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
    }

    private Condition one() {
        if (!isWord("not") && !token().is("(")) {
            return condition();
        }
        if (++depth > FlowStructure.MAX_DEPTH) {
            throw new InvalidQueryException("Position " + token().position() + ": brackets and not may be "
                    + FlowStructure.MAX_DEPTH + " deep, no more.");
        }
        Condition read = takeWord("not") ? new Condition.Not(one()) : bracket();
        depth--;
        return read;
    }

    private Condition bracket() {
        at++;
        Condition inner = any();
        take(")", "and, or, or a closing bracket");
        return inner;
    }

    private Condition condition() {
        if (++conditions > FlowStructure.MAX_CONDITIONS) {
            throw new InvalidQueryException("Position " + token().position() + ": a question may have "
                    + FlowStructure.MAX_CONDITIONS + " conditions, no more.");
        }
        if (takeWord("error")) {
            return new Condition.Failed();
        }
        if (takeWord("service")) {
            take(":", "a colon and the name of a service");
            return new Condition.Passes(name());
        }
        if (takeWord("calls")) {
            String from = name();
            take("->", "-> and the name of the service that is called");
            return new Condition.Calls(from, name());
        }
        Figure figure = token().kind() == Kind.WORD ? FIGURES.get(word()) : null;
        if (figure != null) {
            at++;
            return compared(figure);
        }
        return reaches();
    }

    private Condition reaches() {
        if (!isName()) {
            throw expected(CONDITION);
        }
        String from = name();
        if (!takeWord("reaches")) {
            throw expected("reaches and the name of a service");
        }
        String to = name();
        return new Condition.Reaches(from, to, takeWord("without") ? name() : "");
    }

    private Condition compared(Figure figure) {
        Comparison comparison = token().kind() == Kind.SIGN ? Comparison.of(token().text()) : null;
        if (comparison == null) {
            throw expected("one of > >= < <= =");
        }
        at++;
        Matcher number = NUMBER.matcher(token().text());
        if (token().kind() != Kind.WORD || !number.matches()) {
            throw expected(example(figure));
        }
        double value = Double.parseDouble(number.group(1)) * factor(figure, number.group(2));
        if (figure == Figure.INFERRED && value > 1) {
            throw expected(example(figure));
        }
        at++;
        return new Condition.Compared(figure, comparison, value);
    }

    private double factor(Figure figure, String unit) {
        if (figure != Figure.DURATION && unit.isEmpty()) {
            return 1;
        }
        Double micros = figure == Figure.DURATION ? MICROS_OF_UNIT.get(unit) : null;
        if (micros == null) {
            throw expected(example(figure));
        }
        return micros;
    }

    private static String example(Figure figure) {
        return switch (figure) {
            case DURATION -> "a time such as 500ms (units us, ms, s, m)";
            case INFERRED -> "a share from 0 to 1 such as 0.2";
            case SERVICES, HOPS, DEPTH -> "a number";
        };
    }

    private String name() {
        if (!isName()) {
            throw expected("the name of a service");
        }
        return tokens.get(at++).text();
    }

    private boolean isName() {
        return switch (token().kind()) {
            case QUOTED -> !token().text().isEmpty();
            case WORD -> !OTHER_WORDS.contains(word()) && !FIGURES.containsKey(word());
            case SIGN, END -> false;
        };
    }

    private boolean isWord(String word) {
        return token().kind() == Kind.WORD && word().equals(word);
    }

    private boolean takeWord(String word) {
        boolean found = isWord(word);
        at += found ? 1 : 0;
        return found;
    }

    private void take(String sign, String meaning) {
        if (!token().is(sign)) {
            throw expected(meaning);
        }
        at++;
    }

    private Token token() {
        return tokens.get(at);
    }

    /** People write AND as in other languages. */
    private String word() {
        return token().text().toLowerCase(Locale.ROOT);
    }

    private InvalidQueryException expected(String what) {
        Token found = token();
        boolean reserved = found.kind() == Kind.WORD && !isName();
        return new InvalidQueryException("Position " + found.position() + ": expected " + what + ", but "
                + (found.kind() == Kind.END ? "it ends there" : "found " + shown(found.text()))
                + (reserved ? " (a service of that name stands in double quotes)" : "") + ".");
    }

    private static String shown(String text) {
        return "'" + (text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text) + "'";
    }
}
