package io.throughline.core.frame;

import java.nio.charset.StandardCharsets;

/**
 * What one line of text may be in a stack trace, by its first bytes and its last: of Java ({@code Throwable.printStackTrace}),
 * Python ({@code traceback}), Go ({@code runtime.printpanics}), .NET ({@code Exception.ToString} and the console logger), Node
 * and Ruby. The text may be as it was written or escaped as in JSON, of which tabs, quotes and line feeds are known.
 */
final class TraceLine {
    enum Kind {
        /** Of no trace that is known. */
        OTHER,
        BLANK,
        /** Begins with blanks: goes on with whatever it follows. */
        INDENTED,
        /** A line of a log that tells of a failure, behind which a trace may come. */
        FAILURE,
        /** {@code java.lang.IllegalStateException: words}, {@code Error: words}: begins a trace, ends one in Python. */
        EXCEPTION,
        /** {@code Caused by: ...} and what else goes on at a line's start. */
        LINK,
        /** {@code Traceback (most recent call last):}. */
        PYTHON,
        /** {@code During handling of the above exception, ...}. */
        PYTHON_LINK,
        /** {@code panic: words}, {@code fatal error: words}, {@code SIGQUIT: quit}. */
        GO,
        /** {@code goroutine 1 [running]:}. */
        GOROUTINE,
        /** {@code main.main()}, {@code created by ...}: in Go's traces alone. */
        GO_CALL,
        /** {@code /app/server.js:12}, above the line of the source. */
        NODE,
        /** <code>}</code>, {@code Node.js v22.1.0}: the end of Node's. */
        NODE_END
    }

    private static final int LOOK_BYTES = 96;
    private static final byte[] EXCEPTION_IN_THREAD = ascii("Exception in thread ");
    private static final byte[] UNHANDLED = ascii("Unhandled exception");
    private static final byte[] UNHANDLED_CAPITAL = ascii("Unhandled Exception");
    private static final byte[] UNCAUGHT = ascii("Uncaught ");
    private static final byte[] CAUSED_BY = ascii("Caused by: ");
    private static final byte[] WRAPPED_BY = ascii("Wrapped by: ");
    private static final byte[] END_OF_STACK = ascii("--- End of ");
    private static final byte[] TRACEBACK = ascii("Traceback (most recent call last)");
    private static final byte[] DURING = ascii("During handling of the above exception");
    private static final byte[] DIRECT_CAUSE = ascii("The above exception was the direct cause");
    private static final byte[] PANIC = ascii("panic: ");
    private static final byte[] FATAL = ascii("fatal error: ");
    private static final byte[] SIGQUIT = ascii("SIGQUIT: quit");
    private static final byte[] GOROUTINE = ascii("goroutine ");
    private static final byte[] CREATED_BY = ascii("created by ");
    private static final byte[] SIGNAL = ascii("[signal ");
    private static final byte[] ELIDED = ascii("...additional frames elided...");
    private static final byte[] NODE_VERSION = ascii("Node.js v");
    private static final byte[] RUBY_IN = ascii(":in ");
    private static final byte[][] LEVELS = {
        ascii("ERROR"), ascii("FATAL"), ascii("SEVERE"), ascii("CRITICAL"), ascii("WARN"), ascii("CRIT"), ascii("PANIC")
    };
    private static final byte[][] SMALL_LEVELS = {
        ascii("error"), ascii("fatal"), ascii("critical"), ascii("warn"), ascii("fail"), ascii("crit"), ascii("panic")
    };
    /** A bit for each byte with which a level begins. */
    private static final long[] BEGIN_LEVELS = beginnings(LEVELS, SMALL_LEVELS);

    private static final byte[][] EXCEPTIONS = {
        ascii("Exception"),
        ascii("Error"),
        ascii("Throwable"),
        ascii("Interrupt"),
        ascii("Failure"),
        ascii("Exit"),
        ascii("Warning"),
        ascii("Fault"),
        ascii("StopIteration")
    };

    private TraceLine() {}

    /** @param escaped whether the text is as in a JSON string */
    static Kind of(byte[] bytes, int from, int end, boolean escaped) {
        int to = withoutFeed(bytes, from, end, escaped);
        if (from == to) {
            return Kind.BLANK;
        }
        byte first = bytes[from];
        if (first == ' ' || first == '\t' || (escaped && first == '\\' && from + 1 < to && bytes[from + 1] == 't')) {
            return Kind.INDENTED;
        }
        if (first == '{' || first == '<') {
            return Kind.OTHER;
        }
        Kind kind = marked(bytes, from, to);
        if (kind != Kind.OTHER) {
            return kind;
        }
        return failure(bytes, from, to) ? Kind.FAILURE : Kind.OTHER;
    }

    /** {@code   File "/app/main.py", line 12, in <module>}. */
    static boolean isFrame(byte[] bytes, int from, int to, boolean escaped) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || (escaped && isTab(bytes, at, to)))) {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return has(bytes, at, to, "at ")
                || has(bytes, at, to, "File ")
                || has(bytes, at, to, "from ")
                || has(bytes, at, to, "... ")
                || has(bytes, at, to, "/");
    }

    private static boolean isTab(byte[] bytes, int at, int to) {
        return bytes[at] == '\\' && at + 1 < to && bytes[at + 1] == 't';
    }

    private static Kind marked(byte[] bytes, int from, int to) {
        switch (bytes[from]) {
            case 'C', 'W' -> {
                if (has(bytes, from, to, CAUSED_BY) || has(bytes, from, to, WRAPPED_BY)) {
                    return Kind.LINK;
                }
            }
            case 'E', 'U' -> {
                if (has(bytes, from, to, EXCEPTION_IN_THREAD)
                        || has(bytes, from, to, UNHANDLED)
                        || has(bytes, from, to, UNHANDLED_CAPITAL)
                        || has(bytes, from, to, UNCAUGHT)) {
                    return Kind.EXCEPTION;
                }
            }
            case 'T', 'D' -> {
                if (has(bytes, from, to, TRACEBACK)) {
                    return Kind.PYTHON;
                }
                if (has(bytes, from, to, DURING) || has(bytes, from, to, DIRECT_CAUSE)) {
                    return Kind.PYTHON_LINK;
                }
            }
            case 'p', 'f', 'S' -> {
                if (has(bytes, from, to, PANIC) || has(bytes, from, to, FATAL) || has(bytes, from, to, SIGQUIT)) {
                    return Kind.GO;
                }
            }
            case 'g' -> {
                if (has(bytes, from, to, GOROUTINE) && bytes[to - 1] == ':') {
                    return Kind.GOROUTINE;
                }
            }
            case 'N' -> {
                if (has(bytes, from, to, NODE_VERSION)) {
                    return Kind.NODE_END;
                }
            }
            case '-', '.', '[' -> {
                if (has(bytes, from, to, END_OF_STACK)) {
                    return Kind.LINK;
                }
                if (has(bytes, from, to, SIGNAL) || has(bytes, from, to, ELIDED)) {
                    return Kind.GO_CALL;
                }
            }
            case '}' -> {
                return to - from == 1 ? Kind.NODE_END : Kind.OTHER;
            }
            default -> {}
        }
        return named(bytes, from, to);
    }

    /** By the first word: a class of an exception, a file and a line, a function that was called. */
    private static Kind named(byte[] bytes, int from, int to) {
        int end = from;
        int last = Math.min(to, from + 2 * LOOK_BYTES);
        boolean path = false;
        while (end < last && isNameByte(bytes[end])) {
            path |= bytes[end] == '/';
            end++;
        }
        boolean colon = end < to && bytes[end] == ':';
        if (end > from && !path) {
            // Node writes a code behind the name: Error [ERR_X]: words
            boolean whole = end == to || colon || has(bytes, end, to, " [");
            if (whole && endsAsException(bytes, from, end)) {
                return Kind.EXCEPTION;
            }
        }
        if (has(bytes, from, to, CREATED_BY)) {
            return Kind.GO_CALL;
        }
        if (colon && end + 1 < to && isDigit(bytes[end + 1])) {
            int digits = end + 1;
            while (digits < to && isDigit(bytes[digits])) {
                digits++;
            }
            if (has(bytes, digits, to, RUBY_IN)) {
                return Kind.EXCEPTION;
            }
            return digits == to
                            && (bytes[from] == '/' || has(bytes, from, to, "node:") || has(bytes, from, to, "file:"))
                    ? Kind.NODE
                    : Kind.OTHER;
        }
        return bytes[to - 1] == ')' && end < to && bytes[end] == '(' ? Kind.GO_CALL : Kind.OTHER;
    }

    private static boolean endsAsException(byte[] bytes, int from, int to) {
        for (byte[] ending : EXCEPTIONS) {
            if (to - from >= ending.length && has(bytes, to - ending.length, to, ending)) {
                return true;
            }
        }
        return false;
    }

    /** A level in capitals among the first words, or in small letters within brackets, behind {@code level=} or at the start. */
    private static boolean failure(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + LOOK_BYTES);
        for (int i = from; i < end; i++) {
            // Every line is looked at, and most bytes begin no level.
            if (((BEGIN_LEVELS[(bytes[i] & 0xff) >>> 6] >>> bytes[i]) & 1) != 0
                    && (i == from || !isLetter(bytes[i - 1]))
                    && (word(LEVELS, bytes, i, to) || (isMark(bytes, from, i) && word(SMALL_LEVELS, bytes, i, to)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMark(byte[] bytes, int from, int at) {
        return at == from || bytes[at - 1] == '[' || bytes[at - 1] == '=' || bytes[at - 1] == '<';
    }

    private static boolean word(byte[][] words, byte[] bytes, int at, int to) {
        for (byte[] word : words) {
            if (word[0] == bytes[at] && has(bytes, at, to, word)) {
                return true;
            }
        }
        return false;
    }

    private static int withoutFeed(byte[] bytes, int from, int end, boolean escaped) {
        int to = end;
        if (escaped && to - from >= 2 && bytes[to - 1] == 'n' && bytes[to - 2] == '\\') {
            to -= 2;
            if (to - from >= 2 && bytes[to - 1] == 'r' && bytes[to - 2] == '\\') {
                to -= 2;
            }
        }
        return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    }

    private static boolean isNameByte(byte b) {
        return isLetter(b) || isDigit(b) || b == '.' || b == '_' || b == '$' || b == '/' || b == '-' || b == '*';
    }

    private static boolean isLetter(byte b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean has(byte[] bytes, int at, int to, byte[] what) {
        if (at < 0 || to - at < what.length) {
            return false;
        }
        for (int i = 0; i < what.length; i++) {
            if (bytes[at + i] != what[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(byte[] bytes, int at, int to, String what) {
        if (to - at < what.length()) {
            return false;
        }
        for (int i = 0; i < what.length(); i++) {
            if (bytes[at + i] != what.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static long[] beginnings(byte[][]... words) {
        long[] bits = new long[4];
        for (byte[][] some : words) {
            for (byte[] word : some) {
                bits[word[0] >>> 6] |= 1L << word[0];
            }
        }
        return bits;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
