package io.throughline.core.payload;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What runs script within markup: event handlers, addresses with a scheme that does, and styles. */
final class Scripts {
    private static final Set<String> SCHEMES = Words.of("javascript vbscript livescript mocha jscript data ecmascript");

    private static final int MAX_SCHEME = 64;

    private Scripts() {}

    /** {@code onclick}, or {@code on} with any other word: new events come with every browser. */
    static boolean isHandler(String name) {
        String local = name.substring(name.lastIndexOf(':') + 1);
        if (local.length() < 5 || !local.startsWith("on")) {
            return false;
        }
        for (int i = 2; i < local.length(); i++) {
            if (!Packed.isLetter(local.charAt(i)) && local.charAt(i) != '-' && local.charAt(i) != '_') {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether an address runs script; blanks and control characters are skipped as browsers do.
     *
     * @param address whether the text stands where an address does, so that anything behind the scheme counts
     * @return what it is, in words, or null
     */
    static @Nullable String scheme(String text, boolean address) {
        int i = 0;
        StringBuilder scheme = new StringBuilder();
        while (i < text.length() && i < MAX_SCHEME) {
            char c = text.charAt(i);
            if (c == ':') {
                break;
            }
            if (Packed.isLetter(c)) {
                scheme.append(c);
            } else if (c > ' ' && c != 0x7f && !(scheme.isEmpty() && (c == '"' || c == '\'' || c == '&' || c == '{'))) {
                return null;
            } else if (c == ' ' && !address && !scheme.isEmpty()) {
                return null;
            }
            i++;
        }
        if (i >= text.length() || text.charAt(i) != ':') {
            return null;
        }
        String name = Words.lower(scheme.toString());
        if (!SCHEMES.contains(name)) {
            return null;
        }
        if (name.equals("data")) {
            return data(text, i + 1) ? "an address that holds a document" : null;
        }
        return address || isCode(text, i + 1) ? "an address that runs script" : null;
    }

    /** {@code javascript: Basics of it} is a title. */
    private static boolean isCode(String text, int from) {
        int i = from;
        boolean blank = i < text.length() && text.charAt(i) == ' ';
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == '=' || c == '`' || c == '[' || c == '{' || c == '\\' || c == '/' || c == '.'
                    || c == '%') {
                return !blank || c == '(' || c == '\\';
            }
        }
        return false;
    }

    private static boolean data(String text, int from) {
        String type = Words.lower(text.substring(from, Math.min(text.length(), from + 80)))
                .strip();
        return type.startsWith("text/html")
                || type.startsWith("text/xml")
                || type.startsWith("image/svg")
                || type.startsWith("application/x")
                || type.startsWith("text/javascript")
                || type.startsWith("application/javascript")
                || type.startsWith(",")
                || type.startsWith("text/plain")
                || type.startsWith("text/css")
                || type.contains("base64");
    }

    /** A style that runs script in some browser: comments, escapes and blanks within words are left out before it is looked at. */
    static boolean style(String text) {
        String plain = plain(text);
        return plain.contains("expression(")
                || plain.contains("javascript:")
                || plain.contains("vbscript:")
                || plain.contains("livescript:")
                || plain.contains("behavior:")
                || plain.contains("behaviour:")
                || plain.contains("-moz-binding")
                || plain.contains("binding:url")
                || plain.contains("-o-link")
                || plain.contains("@import")
                || plain.contains("url(")
                || text.contains("&#")
                || odd(text);
    }

    /** A declaration that runs script wherever it is. */
    static boolean loadsScript(String text) {
        if (Find.near(text, "url", 0, text.length()) < 0 && Find.near(text, "URL", 0, text.length()) < 0) {
            return false;
        }
        String plain = plain(text);
        return plain.contains("url(javascript") || plain.contains("-moz-binding:url(");
    }

    /** Brackets, braces and backslashes are in no declaration that people write: they break out of one. */
    private static boolean odd(String text) {
        return text.indexOf('\\') >= 0 || text.indexOf('[') >= 0 || text.indexOf('{') >= 0 || text.indexOf('}') >= 0;
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        String decoded = Decoders.script(Decoders.html(text), true);
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (decoded.startsWith("/*", i)) {
                int end = decoded.indexOf("*/", i + 2);
                if (end < 0) {
                    break;
                }
                i = end + 1;
            } else if (c > ' ' && c != '\\') {
                plain.append(Character.toLowerCase(c));
            }
        }
        return plain.toString();
    }
}
