package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/**
 * The stack trace in a message of several lines, as the framing of lines joins them: what the log line before it does not have.
 * The innermost cause of a Java trace is not looked for; the exception is the one that was logged.
 */
final class StackTrace {
    private static final String PYTHON = "Traceback (most recent call last)";
    private static final String[] FRAMES = {"at ", "File \"", "from ", "... ", "/"};
    private static final String[] PREFIXES = {"Unhandled exception. ", "Unhandled Exception: ", "Uncaught "};
    private static final String IN_THREAD = "Exception in thread \"";

    /** Where its first line begins in the message. */
    final int start;

    @Nullable
    String type;

    @Nullable
    String message;

    private StackTrace(int start) {
        this.start = start;
    }

    /** Null where the text has none. */
    static @Nullable StackTrace find(String text) {
        int feed = text.indexOf('\n');
        if (feed < 0 || text.charAt(0) == '{') {
            return null;
        }
        int from = 0;
        while (from < text.length()) {
            int to = end(text, from);
            if (heads(text, from, to)) {
                StackTrace trace = new StackTrace(from);
                trace.name(text, from, to);
                return trace;
            }
            from = to + 1;
        }
        return null;
    }

    /** Whether the line begins a trace: what follows it are frames. */
    private static boolean heads(String text, int from, int to) {
        if (text.startsWith(PYTHON, from)
                || text.startsWith("panic: ", from)
                || text.startsWith("fatal error: ", from)) {
            return true;
        }
        if (text.startsWith("goroutine ", from) && text.charAt(to - 1) == ':') {
            return true;
        }
        if (to >= text.length() || isIndented(text, from) || !isIndented(text, to + 1)) {
            return false;
        }
        int frame = Text.skipBlanks(text, to + 1);
        boolean framed = false;
        for (String begin : FRAMES) {
            framed |= text.startsWith(begin, frame);
        }
        // A log line with frames right behind it has the exception in its own words, or none.
        return (framed || text.startsWith("--->", frame)) && (from > 0 || names(text, from, to));
    }

    private static boolean names(String text, int from, int to) {
        int ruby = text.indexOf(":in ", from);
        boolean named = nameEnd(text, from, to) > 0 || isThread(text, from) || (ruby > from && ruby < to);
        for (String prefix : PREFIXES) {
            named |= text.startsWith(prefix, from);
        }
        return named;
    }

    private void name(String text, int from, int to) {
        if (text.startsWith(PYTHON, from)) {
            python(text, from);
            return;
        }
        if (text.startsWith("panic: ", from) || text.startsWith("fatal error: ", from)) {
            type = text.substring(from, text.indexOf(':', from));
            message = text.substring(text.indexOf(':', from) + 2, to);
            return;
        }
        int start = isThread(text, from) ? text.indexOf('"', from + IN_THREAD.length()) + 2 : from;
        for (String prefix : PREFIXES) {
            start += text.startsWith(prefix, start) ? prefix.length() : 0;
        }
        named(text, start, to);
    }

    /** The last line at the margin is the exception's. */
    private void python(String text, int from) {
        int at = from;
        int last = -1;
        while (at < text.length()) {
            int to = end(text, at);
            if (to > at && !isIndented(text, at) && !text.startsWith(PYTHON, at) && text.charAt(to - 1) != ':') {
                last = at;
            }
            at = to + 1;
        }
        if (last >= 0) {
            named(text, last, end(text, last));
        }
    }

    /** {@code java.lang.IllegalStateException: words}, or {@code app.rb:12:in `run': words (RuntimeError)}. */
    private void named(String text, int from, int to) {
        int ruby = text.indexOf(":in ", from);
        if (ruby > from && ruby < to && text.charAt(to - 1) == ')') {
            int open = text.lastIndexOf('(', to);
            int words = text.indexOf(": ", ruby);
            type = text.substring(open + 1, to - 1);
            message = words < 0 || words > open
                    ? null
                    : text.substring(words + 2, open).strip();
            return;
        }
        int nameEnd = nameEnd(text, from, to);
        if (nameEnd > 0) {
            type = text.substring(from, nameEnd);
            int words = text.indexOf(": ", nameEnd);
            message = words >= 0 && words < to ? text.substring(words + 2, to) : null;
        }
    }

    /** Behind a name that a colon, a blank and a bracket, or the line's end follows; 0: the line begins otherwise. */
    private static int nameEnd(String text, int from, int to) {
        int i = from;
        while (i < to && (Character.isLetterOrDigit(text.charAt(i)) || "._$".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        boolean ended = i == to || text.charAt(i) == ':' || text.startsWith(" [", i);
        return i > from && ended && Character.isLetter(text.charAt(from)) ? i : 0;
    }

    private static boolean isThread(String text, int from) {
        return text.startsWith(IN_THREAD, from);
    }

    private static boolean isIndented(String text, int from) {
        return from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '\t');
    }

    private static int end(String text, int from) {
        int feed = text.indexOf('\n', from);
        return feed < 0 ? text.length() : feed;
    }
}
