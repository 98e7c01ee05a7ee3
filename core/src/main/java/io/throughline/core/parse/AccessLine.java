package io.throughline.core.parse;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An access log's line in the common or combined form, as Apache, nginx, Traefik and many others write it, with what is often
 * appended (see {@link AccessTail}), a virtual host in front, and Apache's {@code ssl_request_log}, which puts the time first.
 * {@link AccessScan} finds the parts.
 *
 * <p>nginx writes its time when the request ended. Apache's and Traefik's is when it began; that matters only where the line
 * says how long it took, and then the form of the duration tells who wrote it.
 */
final class AccessLine {
    /** Addresses and a user's name stand in front of the time; whatever is longer is something else. */
    private static final int MAX_HEAD = 1024;

    /** A line with less has no place for a time and what was asked. */
    private static final int MIN_BYTES = 28;

    private static final int MAX_STATUS = 599;
    private static final Integer[] STATUSES = new Integer[MAX_STATUS + 1];

    static {
        for (int i = 0; i <= MAX_STATUS; i++) {
            STATUSES[i] = i;
        }
    }

    private final AccessScan scan;
    private final AccessTail tail = new AccessTail();
    private final Requests requests = new Requests();

    AccessLine(TimeScanner times) {
        this.scan = new AccessScan(times);
    }

    static boolean looksLike(String text) {
        int bracket = text.indexOf('[');
        return bracket >= 0 && bracket < MAX_HEAD && text.indexOf('"', bracket) > 0;
    }

    /** False where the text has another form; the draft is then as it was. */
    boolean read(String line, Draft draft) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        boolean timeFirst = line.charAt(0) == '[';
        return timeFirst ? sslRequest(bytes, line, draft) : request(bytes, line, draft);
    }

    /**
     * The same for a record's bytes, without looking at any other form: only for what can have no other, which most lines are that
     * have a dash as their second word and the usual time. False says nothing of the form, then.
     */
    boolean readUsual(byte[] line, Draft draft) {
        if (!looksUsual(line) || !scan.scan(line, 0, line.length) || !scan.hasUsualTime()) {
            return false;
        }
        return hop(new String(line, StandardCharsets.ISO_8859_1), draft);
    }

    /** JSON, a shipper's or an engine's record, a syslog daemon's head begin in another way or have another second word. */
    private static boolean looksUsual(byte[] line) {
        if (line.length < MIN_BYTES || !isWordOrColon(line[0])) {
            return false;
        }
        int blank = Swar.indexOf(line, 0, Math.min(line.length - 3, MAX_HEAD), Swar.BLANKS);
        return blank > 0
                && line[blank + 1] == '-'
                && line[blank + 2] == ' '
                && line[10] != 'T'
                && Swar.isPrintableAscii(line, 0, line.length);
    }

    private static boolean isWordOrColon(byte b) {
        int letter = b | 0x20;
        return (letter >= 'a' && letter <= 'z') || (b >= '0' && b <= ':');
    }

    /** {@code caller - user [time] "GET / HTTP/1.1" 200 612 "referrer" "user agent" and more} */
    private boolean request(byte[] bytes, String line, Draft draft) {
        return scan.scan(bytes, 0, bytes.length) && hop(line, draft);
    }

    private boolean hop(String line, Draft draft) {
        if (!tail.read(scan.rest(), 0)) {
            return false;
        }
        draft.form = Form.ACCESS_LINE;
        scan.time(draft);
        AccessHead caller = AccessHead.of(scan.text(AccessScan.Part.CALLERS), scan.text(AccessScan.Part.USER));
        caller.label(draft);
        if (!scan.isDash(AccessScan.Part.REFERRER)) {
            draft.label("http.request.referrer", scan.text(AccessScan.Part.REFERRER));
        }
        draft.labelIfAny("http.response.body.bytes", scan.sizeText());
        tail.ids(draft);
        tail.gateway(draft);
        String id = scan.requestId();
        if (id != null) {
            draft.form = Form.AWS_API_GATEWAY; // its request id stands where all others have the referrer
            draft.requestId = id;
        }
        hop(draft, caller, scan.text(AccessScan.Part.AGENT));
        draft.message(line);
        return true;
    }

    /** {@code [time] 172.30.0.119 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 "GET / HTTP/1.1" 1375} */
    private boolean sslRequest(byte[] bytes, String line, Draft draft) {
        if (!scan.startsWithTime(bytes, 0, bytes.length)) {
            return false;
        }
        String address = scan.word();
        String protocol = scan.word();
        String cipher = scan.word();
        if (!AccessHead.isAddress(address) || !scan.request() || !scan.size() || !tail.read(scan.rest(), 0)) {
            return false;
        }
        draft.form = Form.ACCESS_LINE;
        scan.time(draft);
        draft.labelIfAny("tls.version", protocol);
        draft.labelIfAny("tls.cipher", cipher);
        draft.labelIfAny("http.response.body.bytes", scan.sizeText());
        tail.ids(draft);
        hop(draft, new AccessHead(address, null, null, null, null), null);
        draft.message(line);
        return true;
    }

    private void hop(Draft draft, AccessHead caller, @Nullable String agent) {
        Requests.Request request = scan.request(requests);
        if (request.url() != null) {
            HopDraft.url(request.url(), draft);
            HopDraft.version(scan.text(AccessScan.Part.PROTOCOL), draft);
        }
        HopDraft hop = new HopDraft();
        hop.start = tail.timeIsStart() ? draft.time : null;
        hop.duration = tail.duration();
        hop.operation = request.operation();
        hop.method = request.method();
        hop.path = request.path();
        hop.status = scan.status() == AccessScan.NONE ? null : STATUSES[scan.status()];
        hop.requestBytes = tail.requestBytes();
        hop.responseBytes = scan.bytes() == AccessScan.NONE ? null : (Long) scan.bytes();
        hop.principal = caller.user();
        hop.sourceIp = caller.address();
        hop.userAgent = agent;
        hop.emptyAgent = agent != null && scan.isQuotedNothing(AccessScan.Part.AGENT);
        draft.hop = hop;
    }
}
