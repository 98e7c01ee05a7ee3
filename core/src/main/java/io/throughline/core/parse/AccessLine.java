package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/**
 * An access log's line in the common or combined form, as Apache, nginx, Traefik and many others write it, with what is often
 * appended (see {@link AccessTail}), a virtual host in front, and Apache's {@code ssl_request_log}, which puts the time first.
 *
 * <p>nginx writes its time when the request ended. Apache's and Traefik's is when it began; that matters only where the line
 * says how long it took, and then the form of the duration tells who wrote it.
 */
final class AccessLine {
    /** Addresses and a user's name stand in front of the time; whatever is longer is something else. */
    private static final int MAX_HEAD = 1024;

    private final TimeScanner times;
    private final AccessTail tail = new AccessTail();
    private String text = "";
    private int at;

    AccessLine(TimeScanner times) {
        this.times = times;
    }

    static boolean looksLike(String text) {
        int bracket = text.indexOf('[');
        return bracket >= 0 && bracket < MAX_HEAD && text.indexOf('"', bracket) > 0;
    }

    /** False where the text has another form; the draft is then as it was. */
    boolean read(String line, Draft draft) {
        int bracket = line.indexOf('[');
        if (bracket < 0 || bracket > MAX_HEAD || !times.scan(line, bracket + 1) || !times.isDated()) {
            return false;
        }
        text = line;
        at = times.end();
        return next(']') && (bracket == 0 ? sslRequest(draft) : request(line.substring(0, bracket), draft));
    }

    /** What follows the time: {@code "GET / HTTP/1.1" 200 612 "referer" "user agent" and more}. */
    private boolean request(String head, Draft draft) {
        String request = quoted();
        String status = word();
        String bytes = word();
        boolean answered = isStatus(status) || status.equals("-");
        if (request == null || !answered || !isNumberOrDash(bytes)) {
            return false;
        }
        String next = text.substring(skip(), Text.wordEnd(text, skip()));
        boolean id = GatewayIds.isRequestId(next) || GatewayIds.isAmazonId(next);
        String referrer = at < text.length() && !id ? value() : "-";
        String agent = at < text.length() && !id ? value() : "-";
        if (referrer == null || agent == null || !tail.read(text, at)) {
            return false;
        }
        draft.form = Form.ACCESS_LINE;
        draft.time(times);
        AccessHead caller = AccessHead.of(head);
        caller.label(draft);
        draft.labelIfAny("http.request.referrer", referrer);
        draft.labelIfAny("http.response.body.bytes", bytes);
        tail.ids(draft);
        tail.gateway(draft);
        if (id) {
            draft.form = Form.AWS_API_GATEWAY; // its request id stands where all others have the referrer
            draft.requestId = next;
        }
        hop(draft, request, HopFields.status(status), HopFields.number(bytes), caller, agent);
        return true;
    }

    /** {@code [time] 172.30.0.119 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 "GET / HTTP/1.1" 1375} */
    private boolean sslRequest(Draft draft) {
        String address = word();
        String protocol = word();
        String cipher = word();
        String request = quoted();
        String bytes = word();
        if (!AccessHead.isAddress(address) || request == null || !isNumberOrDash(bytes) || !tail.read(text, at)) {
            return false;
        }
        draft.form = Form.ACCESS_LINE;
        draft.time(times);
        draft.labelIfAny("tls.version", protocol);
        draft.labelIfAny("tls.cipher", cipher);
        draft.labelIfAny("http.response.body.bytes", bytes);
        tail.ids(draft);
        hop(draft, request, null, HopFields.number(bytes), new AccessHead(address, null, null, null, null), null);
        return true;
    }

    private void hop(
            Draft draft,
            String request,
            @Nullable Integer status,
            @Nullable Long bytes,
            AccessHead caller,
            @Nullable String agent) {
        int methodEnd = request.indexOf(' ');
        String method = methodEnd < 0 ? null : HopFields.method(request.substring(0, methodEnd));
        String path = null;
        if (method != null) {
            int end = request.lastIndexOf(" HTTP/");
            String url = request.substring(methodEnd + 1, end > methodEnd ? end : request.length());
            path = HopFields.pathOf(url);
            HopDraft.url(url, draft);
            HopDraft.version(request.substring(end > methodEnd ? end + 1 : request.length()), draft);
        }
        HopDraft hop = new HopDraft();
        hop.start = tail.timeIsStart() ? draft.time : null;
        hop.duration = tail.duration();
        hop.method = method;
        hop.path = path;
        hop.status = status;
        hop.requestBytes = tail.requestBytes();
        hop.responseBytes = bytes;
        hop.principal = caller.user();
        hop.sourceIp = caller.address();
        hop.userAgent = agent;
        draft.hop = hop;
        draft.message(text);
    }

    private boolean next(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private int skip() {
        return Text.skipBlanks(text, at);
    }

    private String word() {
        int from = skip();
        at = Text.wordEnd(text, from);
        return text.substring(from, at);
    }

    /** Null where no quoted text follows, or its end is missing. */
    private @Nullable String quoted() {
        int from = skip();
        int end = Text.quoteEnd(text, from);
        if (end < 0) {
            return null;
        }
        at = end + 1;
        return text.substring(from + 1, end);
    }

    /** Quoted text or a word: some write a bare dash for none. */
    private @Nullable String value() {
        int from = skip();
        return from < text.length() && text.charAt(from) == '"' ? quoted() : word();
    }

    /** Three digits: 000 where a connection ended before there was an answer. */
    private static boolean isStatus(String text) {
        return text.length() == 3 && HopFields.number(text) != null;
    }

    private static boolean isNumberOrDash(String text) {
        return text.equals("-") || HopFields.number(text) != null;
    }
}
