package io.throughline.core.parse;

/**
 * {@code 16:42:09.486 INFO  t.c.Travel2Controller#115 TraceID: 6f3c... SpanID: 576f... the message}: a Logback pattern with the
 * ids of SkyWalking's or OpenTelemetry's agent behind the logger, time of day only.
 */
final class TrainTicketText {
    private static final String TRACE = " TraceID: ";
    private static final String SPAN = " SpanID: ";

    private TrainTicketText() {}

    /** False where the text has another form; the draft is then as it was. */
    static boolean read(String text, Draft draft, TimeScanner times) {
        if (!times.scan(text, 0)) {
            return false;
        }
        int levelStart = Text.skipBlanks(text, times.end());
        int levelEnd = Text.wordEnd(text, levelStart);
        String level = Levels.ofWord(text, levelStart, levelEnd);
        int loggerStart = Text.skipBlanks(text, levelEnd);
        int loggerEnd = Text.wordEnd(text, loggerStart);
        if (level == null || !text.startsWith(TRACE, loggerEnd)) {
            return false;
        }
        int traceStart = loggerEnd + TRACE.length();
        int traceEnd = Text.wordEnd(text, traceStart);
        if (!text.startsWith(SPAN, traceEnd)) {
            return false;
        }
        int spanStart = traceEnd + SPAN.length();
        int spanEnd = Text.wordEnd(text, spanStart);
        draft.time(times);
        draft.level = level;
        draft.logger = text.substring(loggerStart, loggerEnd);
        draft.traceId = Ids.traceId(text.substring(traceStart, traceEnd));
        draft.spanId = Ids.spanId(text.substring(spanStart, spanEnd));
        draft.message(text.substring(Math.min(text.length(), spanEnd + 1)));
        return true;
    }
}
