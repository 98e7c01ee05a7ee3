package io.throughline.core.parse;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/**
 * A grok pattern: a regular expression in which <code>%{IPORHOST:source.address}</code> stands for one that has a name and keeps what it
 * matches as a field's value; <code>[source][address]</code> is the same field, and {@code (?<source.address>...)} one of an expression of the
 * operator's own. A line has to match as a whole.
 *
 * <p>The engine is RE2's, whose time is proportional to the line's length whatever the pattern and the line are: no pattern can be
 * made to backtrack. Look-around and back-references are therefore errors.
 */
record GrokFormat(String name, Pattern pattern, List<String> fields) implements CustomFormat {
    /** Characters; an engine that looks at each of them with every part of a pattern is not for longer ones. */
    static final int MAX_LINE = 32 << 10;

    GrokFormat {
        fields = List.copyOf(fields);
    }

    /** <code>%{</code> and a name in capitals: nginx's names have a dollar, Envoy's no brace. */
    static boolean looksLike(String pattern) {
        int at = pattern.indexOf("%{");
        return (at >= 0 && at + 2 < pattern.length() && Character.isUpperCase(pattern.charAt(at + 2)))
                || pattern.contains("(?<");
    }

    static GrokFormat compile(String name, String pattern) {
        GrokCompiler compiler = new GrokCompiler(pattern);
        String expression = compiler.expression();
        try {
            return new GrokFormat(name, Pattern.compile(expression), compiler.fields());
        } catch (PatternSyntaxException e) {
            String part = e.getPattern() == null ? "" : e.getPattern();
            int at = part.isEmpty() ? -1 : pattern.indexOf(part);
            throw new IllegalArgumentException(
                    (at < 0 ? "" : "at " + (at + 1) + ": ") + e.getDescription() + (part.isEmpty() ? "" : ": " + part),
                    e);
        }
    }

    @Override
    public boolean read(String line, Fields into, Draft draft) {
        if (line.length() > MAX_LINE) {
            return false;
        }
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            String value = matcher.group(GrokCompiler.group(i));
            if (value != null && !value.equals("-")) {
                into.put(fields.get(i), value, draft);
            }
        }
        return true;
    }
}
