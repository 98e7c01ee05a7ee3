package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/**
 * Apache's error log, of 2.2 ({@code [Mon Dec 26 16:22:08 2016] [error] [client 192.168.33.1] the message}) and of 2.4 ({@code [...] [core:error]
 * [pid 35708:tid 4328636416] [client 72.15.99.187:50502] AH00037: the message, referer: ...}). It tells of what went wrong within
 * a request, not how the request ended: no hop. Source: Apache's {@code ErrorLogFormat}.
 */
final class ApacheError {
    private static final String REFERER = ", referer: ";
    private static final int MAX_BRACKETS = 6;

    private final TimeScanner times;
    private final Words words = new Words();

    ApacheError(TimeScanner times) {
        this.times = times;
    }

    /** {@code [Mon Dec 26 ...] [}: other lines in brackets begin with digits. */
    static boolean looksLike(String text) {
        return text.length() > 30
                && text.charAt(0) == '['
                && text.charAt(1) >= 'A'
                && text.charAt(1) <= 'Z'
                && text.charAt(4) == ' '
                && text.charAt(8) == ' '
                && text.indexOf("] [", 20) > 0;
    }

    /** False where the text has another form; the draft is then as it was. */
    boolean read(String line, Draft draft) {
        if (!times.scan(line, 1) || !times.isDated() || !line.startsWith("] ", times.end())) {
            return false;
        }
        words.start(line, times.end() + 1);
        String level = words.within('[', ']');
        int colon = level == null ? -1 : level.indexOf(':');
        String found = level == null ? null : Levels.of(level.substring(colon + 1));
        if (level == null || found == null) {
            return trace(level, colon, draft);
        }
        fill(level, colon, found, draft);
        return true;
    }

    /** {@code trace1} to {@code trace8}, which only Apache has. */
    private boolean trace(@Nullable String level, int colon, Draft draft) {
        if (level == null || !level.startsWith("trace", colon + 1) || level.length() != colon + 7) {
            return false;
        }
        fill(level, colon, "TRACE", draft);
        return true;
    }

    private void fill(String module, int colon, String level, Draft draft) {
        draft.form = Form.APACHE_ERROR;
        draft.time(times);
        draft.level = level;
        if (colon > 0) {
            draft.label("apache.error.module", module.substring(0, colon));
        }
        for (int i = 0; i < MAX_BRACKETS && words.peek() == '['; i++) {
            int place = words.at();
            String inner = words.within('[', ']');
            if (inner == null || !bracket(inner, draft)) {
                words.moveTo(place);
                break;
            }
        }
        String message = words.rest();
        draft.message(message);
        if (message.startsWith("AH") && message.indexOf(':') == 7) {
            draft.label("error.code", message.substring(0, 7));
        }
        int referer = message.lastIndexOf(REFERER);
        if (referer >= 0) {
            draft.label("http.request.referrer", message.substring(referer + REFERER.length()));
        }
        IdsInText.read(draft.message, draft);
    }

    /** False for what belongs to the message. */
    private static boolean bracket(String inner, Draft draft) {
        int blank = inner.indexOf(' ');
        String value = inner.substring(blank + 1);
        switch (blank < 0 ? "" : inner.substring(0, blank)) {
            case "pid" -> {
                int tid = value.indexOf(":tid ");
                draft.label("process.pid", tid < 0 ? value : value.substring(0, tid));
                if (tid > 0) {
                    draft.label("process.thread.id", value.substring(tid + 5));
                }
            }
            case "client", "remote" -> draft.labelIfAny("source.ip", HopFields.address(value));
            default -> {
                return false;
            }
        }
        return true;
    }
}
