package io.throughline.core.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The levels of the schema, and what logging libraries call them. */
final class Levels {
    private static final int LONGEST = 13;

    private Levels() {}

    /** {@code TRACE DEBUG INFO WARN ERROR FATAL}; null where the text is no level. */
    static @Nullable String of(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        return Character.isDigit(text.charAt(0)) ? ofNumber(text) : ofWord(text);
    }

    /** The same for a word in a line of text, where a number or one letter proves nothing. */
    static @Nullable String ofWord(String text, int from, int to) {
        return to - from < 3 || to - from > LONGEST ? null : ofWord(text.substring(from, to));
    }

    private static @Nullable String ofWord(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "TRACE", "FINEST", "FINER", "VERBOSE", "T", "TRC", "SILLY" -> "TRACE";
            case "DEBUG", "FINE", "CONFIG", "D", "DBG" -> "DEBUG";
            case "INFO", "INFORMATION", "INFORMATIONAL", "NOTICE", "I", "INF" -> "INFO";
            case "WARN", "WARNING", "W", "WRN" -> "WARN";
            case "ERROR", "ERR", "SEVERE", "E" -> "ERROR";
            case "FATAL", "CRITICAL", "CRIT", "ALERT", "EMERG", "EMERGENCY", "PANIC", "DPANIC", "F", "FTL" -> "FATAL";
            default -> null;
        };
    }

    /** Below 8 syslog's severities (RFC 5424, 6.2.1), from 10 bunyan's and pino's. */
    private static @Nullable String ofNumber(String text) {
        return switch (text) {
            case "0", "1", "2" -> "FATAL";
            case "3" -> "ERROR";
            case "4" -> "WARN";
            case "5", "6" -> "INFO";
            case "7" -> "DEBUG";
            case "10" -> "TRACE";
            case "20" -> "DEBUG";
            case "30" -> "INFO";
            case "40" -> "WARN";
            case "50" -> "ERROR";
            case "60" -> "FATAL";
            default -> null;
        };
    }
}
