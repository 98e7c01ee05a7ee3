package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/**
 * Lines of text that begin with a time and have a level among the next words, as Logback, Spring Boot, Log4j, JBoss and Python
 * write them: {@code TIME LEVEL PID --- [app] [thread] [trace-span] logger : message}, {@code TIME [thread] LEVEL logger -
 * message}, {@code TIME LEVEL [service,trace,span] ...}, {@code TIME LEVEL [logger] (thread) message}, {@code TIME - logger -
 * LEVEL - message}. One object is used again and again.
 */
final class LogbackText {
    /** Between the time and the message. */
    private static final int MAX_WORDS = 12;

    private final TimeScanner times;
    private String text = "";
    private @Nullable String level;
    private @Nullable String logger;
    private @Nullable String app;
    private @Nullable String thread;
    private int brackets;
    private boolean boot;

    LogbackText(TimeScanner times) {
        this.times = times;
    }

    /** False where the text has another form; the draft is then as it was. */
    boolean read(String line, Draft draft) {
        int opened = line.startsWith("[") ? 1 : 0;
        if (!times.scan(line, opened)) {
            return false;
        }
        text = line;
        level = null;
        logger = null;
        app = null;
        thread = null;
        brackets = 0;
        boot = false;
        int message = words(Math.min(line.length(), times.end() + opened), draft);
        if (level == null) {
            draft.clear();
            return false;
        }
        draft.time(times);
        draft.level = level;
        draft.logger = logger;
        draft.thread = thread;
        if (draft.service == null) {
            draft.service = app;
        }
        draft.message(line.substring(message));
        return true;
    }

    /** @return where the message begins */
    private int words(int from, Draft draft) {
        int at = Text.skipBlanks(text, from);
        for (int word = 0; word < MAX_WORDS && at < text.length(); word++) {
            char c = text.charAt(at);
            int end = c == '[' ? close(at, ']') : c == '(' ? close(at, ')') : Text.wordEnd(text, at);
            if (c == '[' && isJbossLogger(at, end)) {
                logger = text.substring(at + 1, end - 1);
            } else if (c == '[') {
                if (!bracket(text.substring(at + 1, Math.max(at + 1, end - 1)).strip(), draft)) {
                    return at;
                }
            } else if (c == '(' && level != null && thread == null) {
                thread = text.substring(at + 1, end - 1);
            } else if (isSeparator(at, end)) {
                if (level != null) {
                    return Text.skipBlanks(text, end);
                }
            } else if (!word(at, end)) {
                return at;
            } else if (text.charAt(end - 1) == ':' && level != null) {
                return Text.skipBlanks(text, end);
            }
            at = Text.skipBlanks(text, end);
        }
        return Math.min(at, text.length());
    }

    /** {@code INFO [org.acme.Main] (thread)}. */
    private boolean isJbossLogger(int from, int to) {
        return level != null
                && logger == null
                && text.startsWith("(", Text.skipBlanks(text, to))
                && isLogger(from + 1, to - 1);
    }

    /** A lone {@code -}, {@code :} or {@code |}. */
    private boolean isSeparator(int from, int to) {
        return to - from == 1 && "-:|".indexOf(text.charAt(from)) >= 0;
    }

    /** False where the word belongs to the message. */
    private boolean word(int from, int to) {
        String found = level == null ? Levels.ofWord(text, from, withoutColon(from, to)) : null;
        if (found != null && isUpper(from, withoutColon(from, to))) {
            level = found;
            return true;
        }
        if (text.startsWith("---", from) && to - from == 3) {
            boot = true;
            return true;
        }
        if (isPid(from, to)) {
            return true;
        }
        int next = Text.skipBlanks(text, to);
        boolean named = text.charAt(to - 1) == ':' && isLogger(from, to - 1);
        boolean separated = isSeparator(next, Text.wordEnd(text, next)) && isLoggerChars(from, to);
        if (logger == null && (named || separated)) {
            logger = text.substring(from, named ? to - 1 : to);
            return true;
        }
        if (logger == null && isLogger(from, to) && (level == null || text.startsWith("[", next))) {
            logger = text.substring(from, to);
            return true;
        }
        return false;
    }

    private boolean isPid(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return level != null && to - from <= 7;
    }

    /**
     * What stands in brackets: a level, ids, or the application's name and the thread; Spring Boot has the name first. False for
     * what belongs to the message.
     */
    private boolean bracket(String inner, Draft draft) {
        String found = level == null ? Levels.ofWord(inner, 0, inner.length()) : null;
        if (found != null) {
            level = found;
            return true;
        }
        if (inner.isEmpty() || inner.chars().allMatch(c -> c == ',' || c == '-' || c == ' ')) {
            return true;
        }
        if (ids(inner, draft)) {
            return true;
        }
        if (inner.indexOf('=') >= 0) {
            return level == null || IdsInText.read(inner, draft);
        }
        if (boot && brackets == 1 && thread != null) {
            app = thread;
            thread = inner;
        } else if (thread == null && (level == null || brackets == 0)) {
            thread = inner;
        } else {
            return false;
        }
        brackets++;
        return true;
    }

    /** {@code service,trace,span}, {@code trace,span} or {@code trace-span}; also with the service only. */
    private static boolean ids(String inner, Draft draft) {
        int dash = inner.indexOf('-');
        if (dash == 32 && inner.length() == 49) {
            return ids(inner.substring(0, 32), inner.substring(33), draft);
        }
        String[] parts = inner.split(",", -1);
        if (parts.length < 2 || parts.length > 5) {
            return false;
        }
        int trace = 0;
        while (trace < parts.length && Ids.traceId(parts[trace].strip()) == null) {
            trace++;
        }
        if (trace == parts.length) {
            // Outside of any request: [orders,,]
            boolean empty = parts[1].isBlank() && !parts[0].isBlank();
            draft.service = empty ? parts[0].strip() : draft.service;
            return empty;
        }
        if (trace == 1 && !parts[0].isBlank()) {
            draft.service = parts[0].strip();
        }
        return ids(parts[trace].strip(), trace + 1 < parts.length ? parts[trace + 1].strip() : "", draft);
    }

    private static boolean ids(String trace, String span, Draft draft) {
        draft.traceId = Ids.traceId(trace);
        draft.spanId = Ids.spanId(span);
        return draft.traceId != null;
    }

    private int close(int from, char bracket) {
        int close = text.indexOf(bracket, from);
        return close < 0 ? text.length() : close + 1;
    }

    private int withoutColon(int from, int to) {
        return to > from && text.charAt(to - 1) == ':' ? to - 1 : to;
    }

    private boolean isUpper(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isUpperCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A class or module: a dotted name, or one with a capital inside. */
    private boolean isLogger(int from, int to) {
        return isLoggerChars(from, to) && text.substring(from, to).indexOf('.') > 0;
    }

    private boolean isLoggerChars(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && "._$#-/[]:".indexOf(c) < 0) {
                return false;
            }
        }
        return to > from;
    }
}
