package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/**
 * What a syslog daemon puts in front of a line: RFC 3164's {@code <134>Jul 30 09:03:52 host haproxy[32450]: }, the same without the
 * priority, with a time as RFC 3339 has it, and RFC 5424's {@code <134>1 2018-07-30T09:03:52Z host haproxy 32450 - - }. A time without
 * a year, as RFC 3164's, tells no instant and is not used. Used again for every line.
 */
final class SyslogHead {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private final TimeScanner times;
    private final Words words = new Words();
    private String program = "";
    private String pid = "";
    private @Nullable String level;

    SyslogHead(TimeScanner times) {
        this.times = times;
    }

    static boolean looksLike(String text) {
        return text.length() > 16
                && (text.charAt(0) == '<' || isMonth(text, 0) || (text.charAt(4) == '-' && text.charAt(10) == 'T'));
    }

    /** For a line that has none. */
    int none() {
        level = null;
        program = "";
        pid = "";
        return 0;
    }

    /** Where the daemon's part ends; 0 where the line has none. The time that it tells, if it does, is then in the scanner. */
    int read(String text) {
        none();
        int at = priority(text);
        if (at < 0) {
            return none();
        }
        words.start(text, at);
        if (text.startsWith("1 ", at)) {
            words.word();
        }
        int end = at < words.at() ? rfc5424(text) : rfc3164(text);
        return end == 0 ? none() : end;
    }

    String program() {
        return program;
    }

    String pid() {
        return pid;
    }

    /** By the priority; null where there is none. */
    @Nullable
    String level() {
        return level;
    }

    /** Below 0 where the text begins like a priority and is none. */
    private int priority(String text) {
        if (text.charAt(0) != '<') {
            return 0;
        }
        int close = text.indexOf('>');
        Long number = close < 2 || close > 4 ? null : HopFields.number(text.substring(1, close));
        if (number == null || number > 191) {
            return -1;
        }
        level = Levels.of(Long.toString(number % 8));
        return close + 1;
    }

    private int rfc5424(String text) {
        words.word();
        words.word();
        program = words.word();
        pid = words.word();
        words.word();
        if (words.peek() == '[') {
            words.moveTo(structuredEnd(text, words.at()));
        } else if (!words.word().equals("-")) {
            return 0;
        }
        return words.atEnd() ? 0 : words.at();
    }

    /** Behind {@code [id name="value"]...}; a bracket within a value is escaped. */
    private static int structuredEnd(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ']' && !quoted && !text.startsWith("[", i + 1)) {
                return i + 1;
            }
        }
        return text.length();
    }

    private int rfc3164(String text) {
        int at = words.at();
        if (isMonth(text, at) && text.startsWith(" ", at + 3)) {
            words.word();
            words.word();
            words.word();
        } else if (times.scan(text, at) && times.isInstant()) {
            words.moveTo(times.end());
        } else {
            return 0;
        }
        String tag = words.word();
        if (!tag.endsWith(":")) {
            tag = words.word(); // behind the host's name, which HAProxy leaves out
        }
        if (!tag.endsWith(":") || tag.length() < 2) {
            return 0;
        }
        int bracket = tag.indexOf('[');
        int close = tag.indexOf(']');
        program = tag.substring(0, bracket < 0 ? tag.length() - 1 : bracket);
        pid = bracket < 0 || close < bracket ? "" : tag.substring(bracket + 1, close);
        return words.atEnd() ? 0 : words.at();
    }

    private static boolean isMonth(String text, int from) {
        for (int i = 0; i < MONTHS.length(); i += 3) {
            if (text.regionMatches(from, MONTHS, i, 3)) {
                return text.startsWith(" ", from + 3);
            }
        }
        return false;
    }
}
