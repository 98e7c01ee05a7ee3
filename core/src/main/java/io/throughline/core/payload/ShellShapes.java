package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/** Shapes that only a shell's language has, whatever the command is. */
final class ShellShapes {
    private static final int MAX_SIGNS = 400;

    private ShellShapes() {}

    static @Nullable String find(String text, Value value) {
        if (text.contains("() {") || text.contains("(){")) {
            return function(text) ? "defines a function of a shell" : null;
        }
        if (text.contains("$IFS") || text.contains("${IFS")) {
            return "uses a shell's separator in place of blanks";
        }
        if (text.contains("/dev/tcp/") || text.contains("/dev/udp/")) {
            return "opens a connection from a shell";
        }
        String found = value.has(Traits.DOLLAR) ? expansion(text) : null;
        if (found == null && value.has(Traits.BRACKET | Traits.STAR)) {
            found = glob(text);
        }
        if (found == null && value.has(Traits.BRACE)) {
            found = braces(text);
        }
        if (found == null) {
            found = small(text);
        }
        return found == null ? CmdCheck.find(text) : found;
    }

    /** {@code () { :; }}, not a script's. */
    private static boolean function(String text) {
        int at = text.indexOf("()");
        int i = Find.blanks(text, at + 2);
        boolean alone = at == 0 || !Find.isName(text.charAt(at - 1));
        return i < text.length() && text.charAt(i) == '{' && ((alone && at < 4) || text.contains("};"));
    }

    /** {@code $(...)}, {@code $((...))}, {@code $[...]}, {@code ${x#y}}, {@code <(...)}. */
    private static @Nullable String expansion(String text) {
        int at = text.indexOf('$');
        for (int tries = 0; at >= 0 && tries < MAX_SIGNS; tries++) {
            if (text.startsWith("$((", at)
                    || (text.startsWith("$(", at)
                            && at + 2 < text.length()
                            && text.charAt(at + 2) > ' '
                            && text.charAt(at + 2) != '#'
                            && text.charAt(at + 2) != '\''
                            && text.charAt(at + 2) != '"'
                            && text.charAt(at + 2) != '.'
                            && Find.near(text, ')', at, 300) > 0)) {
                return "substitutes what a shell's command prints";
            }
            if (text.startsWith("$[", at)
                    && Find.near(text, ']', at, 60) > 0
                    && (at + 2 < text.length()
                            && (Find.isDigit(text.charAt(at + 2))
                                    || text.charAt(at + 2) == ']'
                                    || text.charAt(at + 2) == '$'))) {
                return "lets a shell calculate";
            }
            if (text.startsWith("${", at)) {
                int end = Find.name(text, at + 2);
                char c = end < text.length() ? text.charAt(end) : 0;
                if (c == '#' || c == '`' || (c == '%' && end > at + 2)) {
                    return "expands a shell's variable";
                }
            }
            if (text.startsWith("$SHELL", at) || text.startsWith("${SHELL}", at)) {
                return "calls a shell by its variable";
            }
            at = text.indexOf('$', at + 1);
        }
        return null;
    }

    /** {@code /etc/pas[s]wd}, {@code /et?/pass*}: signs that a shell fills in, within a path. */
    private static @Nullable String glob(String text) {
        int at = text.indexOf('/');
        for (int tries = 0; at >= 0 && tries < MAX_SIGNS; tries++) {
            int end = at;
            int brackets = 0;
            int letters = 0;
            while (end < text.length()
                    && end < at + 120
                    && text.charAt(end) > ' '
                    && "'\";|&,()<>".indexOf(text.charAt(end)) < 0) {
                brackets += text.charAt(end) == '[' ? 1 : 0;
                letters += Packed.isLetter(text.charAt(end)) ? 1 : 0;
                end++;
            }
            boolean start = at == 0 || text.charAt(at - 1) <= ' ' || text.charAt(at - 1) == ']';
            int open = brackets == 0 ? -1 : Find.near(text, '[', at, end - at);
            int close = open < 0 ? -1 : Find.near(text, ']', open, 24);
            boolean inside = close > open + 1
                    && close < end
                    && close + 1 < text.length()
                    && (Packed.isLetter(text.charAt(close + 1))
                            || (text.charAt(close + 1) == '/'
                                    && close < open + 4
                                    && Packed.isLetter(text.charAt(open - 1))));
            if (start && inside && letters > 1 && text.charAt(at + 1) != '/') {
                return "hides a path behind a shell's pattern";
            }
            boolean stars = start
                    && end - at > 5
                    && text.startsWith("*", Math.max(at, end - 3))
                    && Find.near(text, "*/", at, 12) > 0
                    && text.charAt(at + 1) != '*';
            if (stars) {
                return "hides a path behind a shell's pattern";
            }
            at = text.indexOf('/', Math.max(end, at + 1));
        }
        return null;
    }

    /** {@code {cat,/etc/passwd}}: a list without blanks where a command stands, or within a word. */
    private static @Nullable String braces(String text) {
        int at = text.indexOf('{');
        for (int tries = 0; at >= 0 && tries < 50; tries++) {
            int close = Find.near(text, '}', at, 120);
            int comma = close < 0 ? -1 : Find.near(text, ',', at, close - at);
            boolean alone =
                    at == 0 || ";|&`( \n".indexOf(text.charAt(at - 1)) >= 0 || Packed.isLetter(text.charAt(at - 1));
            if (comma > 0 && alone) {
                String list = text.substring(at + 1, close);
                boolean plain = list.indexOf(' ') < 0
                        && list.indexOf(':') < 0
                        && list.indexOf('"') != 0
                        && list.indexOf('{') < 0;
                if (plain
                        && (list.startsWith(",")
                                || list.endsWith(",")
                                || isCommand(list, at, text)
                                || (list.indexOf('-') >= 0 && at == 0))) {
                    return "expands to a shell's command";
                }
            }
            at = text.indexOf('{', at + 1);
        }
        return null;
    }

    private static boolean isCommand(String list, int at, String text) {
        String first = Words.lower(list.substring(0, list.indexOf(',')));
        boolean within = at > 0 && Packed.isLetter(text.charAt(at - 1)) && text.length() < 40;
        return ShellWords.COMMANDS.contains(first) || within;
    }

    /** The whole value is one: {@code ~+}, {@code !-1!-2}, {@code alias a=b}, {@code :(){ :|:& };:}. */
    private static @Nullable String small(String text) {
        if (text.length() > 400) {
            return null;
        }
        if (text.startsWith("~") && text.length() < 5 && text.length() > 1) {
            boolean sign = text.charAt(1) == '+' || text.charAt(1) == '-';
            return sign || Find.isDigit(text.charAt(1)) ? "names a folder of a shell" : null;
        }
        if (text.startsWith("!") && text.length() < 24 && text.length() > 1) {
            char then = text.charAt(1);
            return (then == '-' && text.length() > 2 && Find.isDigit(text.charAt(2)))
                            || (then == '!' && text.length() == 2)
                            || (Find.isDigit(then) && text.length() < 4)
                    ? "repeats a command of a shell"
                    : null;
        }
        if (text.startsWith("alias ") && Find.near(text, '=', 6, 60) > 0) {
            return "names a command of a shell anew";
        }
        boolean process = (text.startsWith("<(") || text.startsWith(">("))
                && text.length() > 4
                && Packed.isLetter(text.charAt(2))
                && text.endsWith(")");
        return process ? "redirects to a command of a shell" : null;
    }
}
