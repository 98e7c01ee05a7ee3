package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/**
 * Envoy's default access line and Istio's, of both generations. Source: Envoy's manual, "Access logging", default format string;
 * Istio's {@code EnvoyTextLogFormat}.
 *
 * <p>{@code [2026-11-22T10:00:00.123Z] "GET /orders HTTP/1.1" 200 - 0 612 12 11 "10.0.0.1" "curl" "request id" "authority" "host:port"}. Istio
 * has two quoted texts behind the flags (before 1.9), or two words and a quoted text, and then the cluster, addresses, server name and route.
 */
final class EnvoyLine {
    private final TimeScanner times;
    private final Words words = new Words();
    private final EnvoyRecord record = new EnvoyRecord();

    EnvoyLine(TimeScanner times) {
        this.times = times;
    }

    static boolean looksLike(String text) {
        return text.length() > 30
                && text.charAt(0) == '['
                && text.charAt(5) == '-'
                && text.charAt(11) == 'T'
                && text.indexOf("] \"", 20) > 0;
    }

    /** False where the text has another form; the draft is then as it was. */
    boolean read(String line, Draft draft) {
        if (!times.scan(line, 1) || !times.isInstant()) {
            return false;
        }
        words.start(line, times.end());
        String request = words.skip(']') ? words.quoted() : null;
        String status = words.word();
        if (request == null || HopFields.number(status) == null) {
            return false;
        }
        record.clear();
        record.status = status;
        record.flags = words.word();
        request(request);
        if (!reasons() || !figures() || !headers()) {
            return false;
        }
        if (!words.atEnd()) {
            addresses();
        }
        record.into(draft, times);
        draft.message(line);
        return true;
    }

    private void request(String line) {
        int blank = line.indexOf(' ');
        int end = line.lastIndexOf(' ');
        if (blank > 0) {
            record.method = line.substring(0, blank);
            record.url = line.substring(blank + 1, Math.max(blank + 1, end));
            record.protocol = line.substring(end + 1);
        }
    }

    /** What Istio has between the flags and the bytes; Envoy has nothing there. */
    private boolean reasons() {
        if (words.peek() == '"') {
            String mixer = words.quoted();
            String failure = words.quoted();
            return mixer != null && failure != null;
        }
        int place = words.at();
        String first = words.word();
        if (HopFields.number(first) != null) {
            words.moveTo(place);
            return true;
        }
        record.details = first;
        words.word();
        return words.quoted() != null;
    }

    private boolean figures() {
        record.requestBytes = words.word();
        record.responseBytes = words.word();
        record.duration = words.word();
        words.word(); // the upstream's part of it
        return HopFields.number(record.requestBytes) != null && HopFields.number(record.responseBytes) != null;
    }

    private boolean headers() {
        String forwarded = words.quoted();
        String agent = words.quoted();
        String id = words.quoted();
        String authority = words.quoted();
        String upstream = words.quoted();
        if (forwarded == null || agent == null || id == null || authority == null || upstream == null) {
            return false;
        }
        record.forwardedFor = forwarded;
        record.userAgent = agent;
        record.requestId = id;
        record.authority = authority;
        record.upstreamHost = upstream;
        return true;
    }

    private void addresses() {
        record.upstreamCluster = some(words.value());
        record.upstreamLocal = some(words.word());
        record.downstreamLocal = some(words.word());
        record.downstreamRemote = some(words.word());
        record.serverName = some(words.word());
        record.route = some(words.word());
    }

    private static String some(@Nullable String value) {
        return value == null || value.isEmpty() ? "-" : value;
    }
}
