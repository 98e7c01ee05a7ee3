package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/**
 * Expressions between the delimiters of template engines and expression languages: <code>{{7*7}}</code>, <code>${T(java.lang.Runtime)}</code>,
 * <code>#{...}</code>, <code>%{...}</code>, <code>&lt;%= ... %&gt;</code>, <code>{% ... %}</code>, <code>@{[ ... ]}</code>, FreeMarker's and Velocity's directives, and Log4j's
 * lookups. A placeholder that only names something is none.
 */
final class TemplateCheck implements Check {
    private static final int MAX_SIGNS = 200;
    private static final int MAX_INSIDE = 600;

    @Override
    public long needs() {
        return Traits.BRACE | Traits.LESS | Traits.HASH;
    }

    @Override
    public @Nullable Match look(Value value) {
        String text = value.text();
        if (value.has(Traits.DOLLAR)) {
            String lookup = Lookups.find(text);
            if (lookup != null) {
                return new Match(PayloadKind.LOOKUP_INJECTION, lookup, 0.95);
            }
        }
        int at = text.indexOf('{');
        for (int tries = 0; at >= 0 && tries < MAX_SIGNS; tries++) {
            Match found = brace(text, at);
            if (found != null) {
                return found;
            }
            at = text.indexOf('{', at + 1);
        }
        if (value.has(Traits.LESS)) {
            Match found = tag(text);
            if (found != null) {
                return found;
            }
        }
        return directive(text);
    }

    private static @Nullable Match brace(String text, int at) {
        char before = at > 0 ? text.charAt(at - 1) : 0;
        char then = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        if (then == '{') {
            String inside = inside(text, at + 2, "}}");
            return inside != null && isExpression(inside, false) ? template("holds an expression of a template") : null;
        }
        if (then == '%') {
            String inside = inside(text, at + 2, "%}");
            return inside != null && !inside.isBlank() ? template("holds a statement of a template") : null;
        }
        if (before == '$' || before == '#' || before == '%' || before == '*' || before == '~') {
            String inside = inside(text, at + 1, "}");
            if (inside == null || !isExpression(inside, true)) {
                return null;
            }
            return isJava(inside)
                    ? Match.of(PayloadKind.EXPRESSION_INJECTION, "holds an expression that reaches into Java")
                    : template("holds an expression of a template");
        }
        int list = before == '@' ? Find.blanks(text, at + 1) : -1;
        return list > 0 && list < text.length() && text.charAt(list) == '['
                ? template("holds an expression of Perl")
                : null;
    }

    private static Match template(String reason) {
        return Match.of(PayloadKind.TEMPLATE_INJECTION, reason);
    }

    private static @Nullable String inside(String text, int from, String end) {
        int close = Find.near(text, end, from, MAX_INSIDE);
        return close < 0 ? null : text.substring(from, close);
    }

    /** Whether it does something, and does not only name what is put there. */
    private static boolean isExpression(String inside, boolean strict) {
        String text = inside.strip();
        if (text.isEmpty() || text.length() > MAX_INSIDE) {
            return false;
        }
        boolean operator = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char before = i > 0 ? text.charAt(i - 1) : 0;
            if (c == '(') {
                return (before != 0
                                && (Find.isName(before)
                                        || before == ')'
                                        || before == ']'
                                        || (before == ' ' && !strict)))
                        || (text.indexOf(')', i) > 0 && operator);
            }
            if ("*/+%".indexOf(c) >= 0
                    && i > 0
                    && i + 1 < text.length()
                    && (Find.isDigit(before) || before == '\'' || before == '"' || before == ' ')
                    && isOperand(text, i + 1)) {
                return true;
            }
            operator |= "*/+-%<>=!".indexOf(c) >= 0;
            if ((c == '.' && text.startsWith(".__", i))
                    || text.startsWith("__class__", i)
                    || text.startsWith("['__", i)
                    || text.startsWith("@java", i)) {
                return true;
            }
        }
        return isMagic(text);
    }

    private static boolean isOperand(String text, int from) {
        int i = Find.blanks(text, from);
        return i < text.length() && (Find.isDigit(text.charAt(i)) || text.charAt(i) == '\'' || text.charAt(i) == '"');
    }

    /** Objects that templates have and pages do not need. */
    private static boolean isMagic(String text) {
        for (String word : new String[] {
            "config",
            "self",
            "request.",
            "settings.",
            "_self",
            "app.request",
            "constructor",
            "$on",
            "system.",
            "applicationScope",
            "pageContext",
            "sessionScope",
            "env.",
            "param."
        }) {
            if (text.equals(word) || (word.length() > 6 && text.startsWith(word))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isJava(String inside) {
        String text = Words.lower(inside);
        return text.contains("java")
                || text.contains("runtime")
                || text.contains("@")
                || text.contains("getclass")
                || text.contains("processbuilder")
                || text.contains("ognl")
                || text.contains("#context")
                || text.contains("#_memberaccess");
    }

    /** {@code <%= 7*7 %>}, {@code <#assign ...>}, {@code <@s.url>}. */
    private static @Nullable Match tag(String text) {
        int at = text.indexOf('<');
        for (int tries = 0; at >= 0 && tries < MAX_SIGNS; tries++) {
            if (text.startsWith("<%", at) && at + 3 < text.length()) {
                String inside = inside(text, at + 2, "%>");
                if (inside != null && inside.strip().length() > 1) {
                    return template("holds a statement of a template");
                }
            }
            if (text.startsWith("<#assign", at)
                    || text.startsWith("<#include", at)
                    || text.startsWith("<#list", at)
                    || text.startsWith("<#if", at)) {
                return template("holds a directive of a template");
            }
            at = text.indexOf('<', at + 1);
        }
        return null;
    }

    private static @Nullable Match directive(String text) {
        boolean velocity = text.contains("#set(")
                || text.contains("#set (")
                || text.contains("#evaluate(")
                || (text.contains("#include(") && text.indexOf('"') > 0);
        if (velocity) {
            return template("holds a directive of a template");
        }
        String lower = text.indexOf('(') > 0 ? Words.lower(text) : "";
        boolean java = lower.contains("t(java.lang.")
                || lower.contains("java.lang.runtime")
                || lower.contains("getruntime()")
                || lower.contains("new java.")
                || lower.contains("@ognl")
                || lower.contains("java.lang.processbuilder");
        return java ? Match.of(PayloadKind.EXPRESSION_INJECTION, "holds an expression that reaches into Java") : null;
    }
}
