package io.throughline.core.parse;

import java.util.ArrayList;
import java.util.List;

/** Makes a regular expression of a grok pattern: names become their expressions, fields become groups, in the order of the text. */
final class GrokCompiler {
    private static final int MAX_FIELDS = 128;

    /** Patterns within patterns: the standard ones have five levels. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_CHARS = 64 << 10;

    private final StringBuilder expression = new StringBuilder();
    private final List<String> fields = new ArrayList<>();

    /** @throws IllegalArgumentException saying what is wrong and where */
    GrokCompiler(String pattern) {
        expand(pattern, 0, -1);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("has 0 names, between 1 and " + MAX_FIELDS + " are needed");
        }
    }

    String expression() {
        return expression.toString();
    }

    /** Their names, by the groups' numbers. */
    List<String> fields() {
        return fields;
    }

    /** The group's name in the expression: fields may have dots and may be there twice. */
    static String group(int field) {
        return "f" + field;
    }

    /** @param told where errors within are to be told of: at the operator's name for the whole; below 0: where they are */
    private void expand(String pattern, int depth, int told) {
        int at = 0;
        while (at < pattern.length()) {
            int place = told < 0 ? at : told;
            if (pattern.startsWith("\\", at)) {
                expression.append(pattern, at, Math.min(pattern.length(), at + 2));
                at += 2;
            } else if (pattern.startsWith("%{", at)) {
                int close = pattern.indexOf('}', at);
                if (close < 0) {
                    throw wrong(place, "%{ without }");
                }
                named(pattern.substring(at + 2, close), depth, place);
                at = close + 1;
            } else if (isGroup(pattern, at)) {
                int close = pattern.indexOf('>', at);
                if (close < 0) {
                    throw wrong(place, "(?< without >");
                }
                open(pattern.substring(at + 3, close), place);
                at = close + 1;
            } else {
                expression.append(pattern.charAt(at++));
            }
            if (expression.length() > MAX_CHARS) {
                throw wrong(place, "is longer than " + MAX_CHARS + " characters with all that its names stand for");
            }
        }
    }

    /** {@code (?<name>}; what looks behind is left to the engine, which says that it does not know it. */
    private static boolean isGroup(String pattern, int at) {
        return pattern.startsWith("(?<", at) && !pattern.startsWith("(?<=", at) && !pattern.startsWith("(?<!", at);
    }

    /** {@code NAME}, {@code NAME:field} or {@code NAME:field:type}: the schema tells the type. */
    private void named(String reference, int depth, int place) {
        int colon = reference.indexOf(':');
        String name = colon < 0 ? reference : reference.substring(0, colon);
        String known = GrokPatterns.named(name);
        if (known == null) {
            throw wrong(place, "no pattern is named '" + name + "'");
        }
        if (depth == MAX_DEPTH) {
            throw wrong(place, "patterns within patterns, " + MAX_DEPTH + " deep");
        }
        if (colon < 0) {
            expression.append("(?:");
        } else {
            int type = reference.indexOf(':', colon + 1);
            open(reference.substring(colon + 1, type < 0 ? reference.length() : type), place);
        }
        expand(known, depth + 1, place);
        expression.append(')');
    }

    private void open(String field, int place) {
        String name = field.startsWith("[")
                ? field.replace("][", ".").replace("[", "").replace("]", "")
                : field;
        if (name.isEmpty() || name.length() > 128 || !name.chars().allMatch(GrokCompiler::isNameChar)) {
            throw wrong(place, "'" + field + "' is no name of a field");
        }
        if (fields.size() == MAX_FIELDS) {
            throw wrong(place, "has more than " + MAX_FIELDS + " names");
        }
        expression.append("(?P<").append(group(fields.size())).append('>');
        fields.add(name);
    }

    private static boolean isNameChar(int c) {
        return c == '_' || c == '.' || c == '-' || c == '@' || Character.isLetterOrDigit(c);
    }

    private static IllegalArgumentException wrong(int place, String cause) {
        return new IllegalArgumentException("at " + (place + 1) + ": " + cause);
    }
}
