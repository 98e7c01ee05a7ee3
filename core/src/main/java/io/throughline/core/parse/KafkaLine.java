package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/**
 * A line of a Kafka broker, of Connect and of their kin, in the layout of Kafka's own {@code log4j.properties} ({@code [%d] %p %m (%c)%n}; Connect has
 * the line number behind the class): {@code [2018-10-31 15:03:32,474] TRACE [Controller id=10] Checking need to ... (kafka.controller.KafkaController)}.
 * What begins the message in brackets is the component that writes. A stack trace follows the first line.
 */
final class KafkaLine {
    /** As Elastic's module has it where a line names none. */
    private static final String NO_COMPONENT = "unknown";

    private final TimeScanner times;
    private final Words words = new Words();

    KafkaLine(TimeScanner times) {
        this.times = times;
    }

    static boolean looksLike(String text) {
        return text.length() > 30
                && text.charAt(0) == '['
                && text.charAt(5) == '-'
                && text.charAt(11) == ' '
                && text.charAt(24) == ']'
                && text.charAt(firstLineEnd(text) - 1) == ')';
    }

    /** False where the text has another form; the draft is then as it was. */
    boolean read(String line, Draft draft) {
        int end = firstLineEnd(line);
        int open = line.lastIndexOf(" (", end);
        if (open < 0 || !times.scan(line, 1) || !times.isDated() || times.end() != 24) {
            return false;
        }
        String logger = logger(line.substring(open + 2, end - 1));
        words.start(line, 25);
        String level = Levels.of(words.word());
        if (logger == null || level == null || words.at() > open) {
            return false;
        }
        draft.form = Form.KAFKA;
        draft.time(times);
        draft.level = level;
        draft.logger = logger;
        draft.label("kafka.log.class", logger);
        int message = component(line, Text.skipBlanks(line, words.at()), open, draft);
        String trace = line.substring(end).strip();
        String text = message > open ? "" : line.substring(message, open);
        draft.message(trace.isEmpty() ? text : text + "\n" + trace);
        IdsInText.read(draft.message, draft);
        return true;
    }

    /** {@code [Controller id=10]}, with a mark behind it or none; where the message begins. */
    private static int component(String line, int from, int to, Draft draft) {
        int close = line.startsWith("[", from) ? line.indexOf(']', from) : -1;
        if (close < 0 || close >= to) {
            draft.label("kafka.log.component", NO_COMPONENT);
            return from;
        }
        draft.label("kafka.log.component", line.substring(from + 1, close));
        boolean mark = ",:.".indexOf(line.charAt(close + 1)) >= 0;
        return Text.skipBlanks(line, mark ? close + 2 : close + 1);
    }

    /** A dotted name, freed from its line number; null for what is none. */
    private static @Nullable String logger(String text) {
        int colon = text.lastIndexOf(':');
        String name =
                colon > 0 && HopFields.number(text.substring(colon + 1)) != null ? text.substring(0, colon) : text;
        boolean dot = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            dot |= c == '.';
            if (!Character.isLetterOrDigit(c) && "._$-".indexOf(c) < 0) {
                return null;
            }
        }
        return dot ? Draft.cut(name, 256) : null;
    }

    private static int firstLineEnd(String text) {
        int feed = text.indexOf('\n');
        int end = feed < 0 ? text.length() : feed;
        while (end > 1 && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return end;
    }
}
