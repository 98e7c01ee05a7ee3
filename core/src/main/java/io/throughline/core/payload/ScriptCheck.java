package io.throughline.core.payload;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Script without markup, as it is put into a page's own script or is run by a server: calls of functions that attacks call, ways around
 * naming them, and what only a program's inside has ({@code process.env}, {@code constructor.constructor}).
 */
final class ScriptCheck implements Check {
    /** Functions that run text, show something to prove it, or leave the page. */
    private static final Set<String> CALLS = Words.of("""
            alert prompt confirm eval settimeout setinterval setimmediate function atob btoa execscript fetch importscripts
            """);

    /** Of these a word in plain text may have a bracket behind it. */
    private static final Set<String> PLAIN = Words.of("alert prompt confirm fetch function");

    private static final Set<String> OBJECTS = Words.of(
            "document window self top parent globalthis this navigator location process console module require reflect string global frames mainmodule");

    private static final Set<String> MEMBERS = Words.of("""
            document.cookie document.domain document.write document.writeln document.location document.body document.documentelement
            document.createelement document.defaultview document.forms document.getelementbyid window.location window.name window.open window.alert window.eval
            location.href location.hash location.replace location.assign self.location top.location parent.location navigator.sendbeacon
            process.env process.mainmodule process.binding process.exit process.kill process.cwd module.exports require.main
            constructor.constructor constructor.prototype this.constructor string.fromcharcode console.log console.info console.error console.warn
            console.debug reflect.apply reflect.construct reflect.sort child_process.exec process.spawn localstorage.getitem sessionstorage.getitem
            global.process globalthis.process window.document mainmodule.require
            """);

    private static final Set<String> NODE = Words.of("process module require child_process global console mainmodule");

    private static final int MAX_WORDS = 20_000;

    @Override
    public long needs() {
        return Traits.PAREN | Traits.DOT | Traits.BRACKET | Traits.BACKTICK | Traits.UNDERSCORES | Traits.DOLLAR;
    }

    @Override
    public @Nullable Match look(Value value) {
        String text = value.text();
        int i = 0;
        for (int words = 0; i < text.length() && words < MAX_WORDS; words++) {
            while (i < text.length() && !isStart(text.charAt(i))) {
                i++;
            }
            int end = i;
            while (end < text.length() && isPart(text.charAt(end))) {
                end++;
            }
            if (end > i && end - i < 40) {
                Match found = word(text, i, end, value);
                if (found != null) {
                    return found;
                }
            }
            i = Math.max(end, i + 1);
        }
        return null;
    }

    private static boolean isStart(char c) {
        return Packed.isLetter(c) || c == '_' || c == '$';
    }

    private static boolean isPart(char c) {
        return isStart(c) || (c >= '0' && c <= '9');
    }

    private static @Nullable Match word(String text, int from, int end, Value value) {
        String word = Words.lower(text.substring(from, end));
        if (word.equals("_$$nd_func$$_") || word.equals("__js_function")) {
            return Match.of(PayloadKind.NODE_INJECTION, "holds a serialised function of Node.js");
        }
        if (CALLS.contains(word)) {
            return call(text, word, from, end);
        }
        if (word.equals("while") && endless(text, end)) {
            return Match.of(PayloadKind.NODE_INJECTION, "holds an endless loop");
        }
        if (word.equals("require") && text.startsWith("(", end) && isQuote(text, end + 1)) {
            return Match.of(PayloadKind.NODE_INJECTION, "loads a module of Node.js");
        }
        if (OBJECTS.contains(word)
                || word.equals("constructor")
                || word.equals("child_process")
                || word.equals("localstorage")
                || word.equals("sessionstorage")) {
            return member(text, word, end, value);
        }
        return null;
    }

    /** A call in one of its ways: {@code f(}, {@code f`}, {@code (f)(}, {@code f.call(}, {@code f?.(}, {@code [1].map(f)}. */
    private static @Nullable Match call(String text, String word, int from, int end) {
        int next = skip(text, end);
        boolean apart = next > end;
        char c = next < text.length() ? text.charAt(next) : 0;
        boolean mentioned =
                PLAIN.contains(word) && text.startsWith("()", next) && from > 0 && text.charAt(from - 1) == ' ';
        if (mentioned) {
            return null; // in a sentence about it
        }
        boolean called =
                (c == '(' || c == '`') && !(apart && PLAIN.contains(word)) && !isDeclared(text, word, from, next);
        called |= text.startsWith("?.(", end)
                || text.startsWith(".call(", end)
                || text.startsWith(".apply(", end)
                || text.startsWith(".bind(", end);
        called |= from > 0
                && text.charAt(from - 1) == '('
                && (text.startsWith(")(", end) || text.startsWith(")`", end) || text.startsWith(") (", end));
        called |= isInterpolated(text, from, end);
        called |= word.equals("function") && c == '(' && from >= 4 && text.regionMatches(true, from - 4, "new ", 0, 4);
        called |= word.equals("function") && c == '(' && Find.near(text, '{', next, 200) > 0;
        called |= apart && c == '(' && text.startsWith("()", next) && !word.equals("function");
        return called ? Match.of(PayloadKind.SCRIPT_INJECTION, "calls the script function " + word) : null;
    }

    /** <code>${f}</code> in backquotes: what {@code call} calls. */
    private static boolean isInterpolated(String text, int from, int end) {
        int i = from;
        while (i > 0 && from - i < 8 && text.charAt(i - 1) <= ' ') {
            i--;
        }
        return i > 1
                && text.startsWith("${", i - 2)
                && text.startsWith("}", Find.blanks(text, end))
                && text.indexOf('`') >= 0;
    }

    /** {@code function(} alone may be a sentence. */
    private static boolean isDeclared(String text, String word, int from, int bracket) {
        if (!word.equals("function")) {
            return false;
        }
        boolean made = from >= 4 && text.regionMatches(true, from - 4, "new ", 0, 4);
        return !made && Find.near(text, '{', bracket, 200) < 0;
    }

    private static int skip(String text, int from) {
        int i = from;
        while (i < text.length()) {
            if (text.charAt(i) <= ' ') {
                i++;
            } else if (text.startsWith("/*", i)) {
                int end = Find.near(text, "*/", i, 200);
                if (end < 0) {
                    return i;
                }
                i = end + 2;
            } else {
                return i;
            }
        }
        return i;
    }

    private static boolean isQuote(String text, int at) {
        int i = skip(text, at);
        return i < text.length() && (text.charAt(i) == '"' || text.charAt(i) == '\'' || text.charAt(i) == '`');
    }

    /** {@code a.b}, {@code a?.b}, {@code a["b"]}, with what is not said twice. */
    private static @Nullable Match member(String text, String object, int end, Value value) {
        int i = end;
        if (text.startsWith("?", i)) {
            i++;
        }
        boolean dot = text.startsWith(".", i);
        boolean bracket = text.startsWith("[", i);
        if (!dot && !bracket) {
            return null;
        }
        i = skip(text, i + 1);
        if (bracket && isQuote(text, i)) {
            i = skip(text, i) + 1;
        }
        int stop = i;
        while (stop < text.length() && isPart(text.charAt(stop))) {
            stop++;
        }
        String member = object + "." + Words.lower(text.substring(i, Math.min(stop, i + 30)));
        boolean node = NODE.contains(object);
        if (bracket && node && stop > i && object.length() > 6) {
            return Match.of(PayloadKind.NODE_INJECTION, "reaches into " + object + " of Node.js");
        }
        if (!MEMBERS.contains(member) || (value.part().isHeader() && member.startsWith("location."))) {
            return null;
        }
        return node
                ? Match.of(PayloadKind.NODE_INJECTION, "reaches into " + member + " of a script's inside")
                : Match.of(PayloadKind.SCRIPT_INJECTION, "reaches into " + member + " of a page's script");
    }

    private static boolean endless(String text, int from) {
        int i = skip(text, from);
        if (i >= text.length() || text.charAt(i) != '(') {
            return false;
        }
        int end = Find.near(text, ')', i, 40);
        String condition = Words.lower(text.substring(i + 1, end < 0 ? Math.min(text.length(), i + 40) : end))
                .replaceAll("[\\s(]", "");
        String bare = condition.replaceAll("[!+\\-]", "");
        return condition.startsWith("!")
                ? bare.matches("false|0|null|undefined|nan|\"\"|''|``|\\{\\}|\\[\\]")
                : bare.matches("true|[1-9][0-9]*|infinity|this|string|newdate|\\{\\}|\\[\\]");
    }
}
