package io.throughline.core.parse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy's lines ({@code option httplog}, {@code httpslog}, {@code tcplog} and the default's {@code Connect from}), behind a syslog
 * daemon's head or without. Source: HAProxy's configuration manual, "Log formats".
 *
 * <p>{@code client:port [accepted] frontend backend/server timers status bytes cookies state counts queues {headers} "request"}: the
 * time is when the request began, the last timer all of it in milliseconds, below 0 for what did not happen.
 */
final class HaproxyLine {
    private static final String CONNECT = "Connect from ";
    private static final int MAX_HEAD = 512;

    /** By Elastic's names, in HAProxy's order: TR, Tw, Tc and Tr; the last is the whole, the event's duration. */
    private static final String[] HTTP_TIMERS = {
        "haproxy.http.request.time_wait_ms",
        "haproxy.total_waiting_time_ms",
        "haproxy.connection_wait_time_ms",
        "haproxy.http.request.time_wait_without_data_ms"
    };

    private static final String[] TCP_TIMERS = {"haproxy.total_waiting_time_ms", "haproxy.connection_wait_time_ms"};
    private static final String[] CONNECTIONS = {
        "haproxy.connections.active",
        "haproxy.connections.frontend",
        "haproxy.connections.backend",
        "haproxy.connections.server",
        "haproxy.connections.retries"
    };
    private static final String[] QUEUES = {"haproxy.server_queue", "haproxy.backend_queue"};

    private final TimeScanner times;
    private final Words words = new Words();
    private HopDraft hop = new HopDraft();

    HaproxyLine(TimeScanner times) {
        this.times = times;
    }

    /** {@code :port [30/Jul/2018:09:03:52.726]}: nobody else writes milliseconds so. */
    static boolean looksLike(String text, int from) {
        if (text.startsWith(CONNECT, from)) {
            return true;
        }
        int bracket = text.indexOf('[', from);
        return bracket > from + 3
                && bracket - from < MAX_HEAD
                && bracket + 26 < text.length()
                && text.charAt(bracket + 3) == '/'
                && text.charAt(bracket + 21) == '.'
                && text.charAt(bracket + 25) == ']';
    }

    /**
     * False where the text has another form; the draft is then as it was.
     *
     * @param from behind the syslog daemon's head
     */
    boolean read(String line, int from, SyslogHead head, Draft draft) {
        words.start(line, from);
        hop = new HopDraft();
        boolean read = line.startsWith(CONNECT, from) ? connect(line, draft) : request(line, draft);
        if (!read) {
            draft.clear();
            return false;
        }
        draft.form = Form.HAPROXY;
        draft.level = head.level();
        draft.label("process.name", head.program());
        draft.label("process.pid", head.pid());
        draft.message(line);
        return true;
    }

    /** {@code Connect from 1.2.3.4:40780 to 1.2.3.4:5000 (main/HTTP)}: a connection that begins tells of no request yet. */
    private boolean connect(String line, Draft draft) {
        words.moveTo(words.at() + CONNECT.length());
        String source = words.word();
        if (!words.word().equals("to")) {
            return false;
        }
        String destination = words.word();
        String frontend = words.within('(', ')');
        if (HopFields.endpoint(source) == null || frontend == null) {
            return false;
        }
        if (times.scan(line, 0) && times.isInstant()) {
            draft.time(times); // the syslog daemon's
        }
        endpoint(draft, "source", source);
        endpoint(draft, "destination", destination);
        int slash = frontend.lastIndexOf('/');
        draft.label("haproxy.frontend_name", slash < 0 ? frontend : frontend.substring(0, slash));
        draft.label("haproxy.mode", frontend.substring(slash + 1));
        draft.labelIfAny("haproxy.source", HopFields.endpoint(source));
        return true;
    }

    private boolean request(String line, Draft draft) {
        String client = words.word();
        if (client.lastIndexOf(':') <= 0 || !words.skip('[') || !times.scan(line, words.at()) || !times.isDated()) {
            return false;
        }
        words.moveTo(times.end());
        boolean closed = words.skip(']');
        String frontend = words.word();
        String server = words.word();
        String timers = words.word();
        int slash = server.indexOf('/');
        int count = count(timers);
        if (!closed || slash < 0 || (count != 3 && count != 5)) {
            return false;
        }
        draft.time(times);
        if (count == 5 ? !http(draft) : !tcp(frontend, client, draft)) {
            return false;
        }
        each(timers, count == 5 ? HTTP_TIMERS : TCP_TIMERS, draft);
        hop.start = draft.time;
        hop.duration = last(timers);
        hop.sourceIp = HopFields.endpoint(client);
        draft.labelIfAny("source.port", client.substring(client.lastIndexOf(':') + 1));
        draft.label("haproxy.frontend_name", frontend);
        draft.label("haproxy.backend_name", server.substring(0, slash));
        draft.label("service.target.name", server.substring(0, slash));
        draft.label("haproxy.server_name", server.substring(slash + 1));
        draft.hop = hop;
        return true;
    }

    /** {@code 304 168 - - ---- 6/6/0/0/0 0/0 {docs.example|} {|} "GET / HTTP/1.1"} and what {@code httpslog} adds. */
    private boolean http(Draft draft) {
        String status = words.word();
        String bytes = words.word();
        words.word(); // captured cookies, which may be a session's secret
        words.word();
        String state = words.word();
        String counts = words.word();
        String queues = words.word();
        if (count(counts) != 5 || count(queues) != 2) {
            return false;
        }
        hop.status = HopFields.status(status);
        bytes(bytes, draft);
        draft.label("haproxy.termination_state", state);
        each(counts, CONNECTIONS, draft);
        each(queues, QUEUES, draft);
        captured("haproxy.http.request.captured_headers", draft);
        captured("haproxy.http.response.captured_headers", draft);
        if (words.peek() != '"') {
            return false;
        }
        String request = words.quoted();
        if (request == null) {
            request = words.rest().substring(1); // HAProxy cuts a line that is too long, and then its quote is missing
        } else {
            tls(draft);
        }
        draft.label("haproxy.http.request.raw_request_line", request);
        hop.request(request, draft);
        return true;
    }

    /** {@code 212 SC 1/1/0/0/0 0/0}: a connection without requests. */
    private boolean tcp(String frontend, String client, Draft draft) {
        String bytes = words.word();
        String state = words.word();
        String counts = words.word();
        String queues = words.word();
        if (count(counts) != 5 || count(queues) != 2) {
            return false;
        }
        bytes(bytes, draft);
        each(counts, CONNECTIONS, draft);
        each(queues, QUEUES, draft);
        draft.labelIfAny("haproxy.source", HopFields.endpoint(client));
        hop.operation = "TCP " + frontend;
        draft.label("haproxy.termination_state", state);
        return true;
    }

    private void bytes(String text, Draft draft) {
        hop.responseBytes = HopFields.number(unsigned(text));
        draft.label("haproxy.bytes_read", unsigned(text));
    }

    /** Labels the numbers between slashes. */
    private static void each(String numbers, String[] names, Draft draft) {
        int from = 0;
        for (String name : names) {
            int slash = numbers.indexOf('/', from);
            int to = slash < 0 ? numbers.length() : slash;
            draft.label(name, unsigned(numbers.substring(from, to)));
            from = Math.min(numbers.length(), to + 1);
        }
    }

    /** Headers that the operator chose, without their names: ids are known by their form. */
    private void captured(String name, Draft draft) {
        String headers = words.within('{', '}');
        if (headers == null) {
            return;
        }
        int from = 0;
        while (from <= headers.length()) {
            int bar = headers.indexOf('|', from);
            int to = bar < 0 ? headers.length() : bar;
            GatewayIds.byForm(headers.substring(from, to), draft);
            from = to + 1;
        }
        if (headers.chars().anyMatch(c -> c != '|')) {
            draft.label(name, headers);
        }
    }

    /** {@code 0/0/0/0/0 shop.example/TLSv1.3/TLS_AES_256_GCM_SHA384} */
    private void tls(Draft draft) {
        if (count(words.word()) != 5) {
            return;
        }
        String[] parts = words.word().split("/", 4);
        if (parts.length == 3) {
            draft.labelIfAny("tls.client.server_name", parts[0]);
            draft.labelIfAny("tls.version", parts[1]);
            draft.labelIfAny("tls.cipher", parts[2]);
        }
    }

    private static void endpoint(Draft draft, String side, String text) {
        draft.labelIfAny(side + ".ip", HopFields.endpoint(text));
        draft.labelIfAny(side + ".port", text.substring(text.lastIndexOf(':') + 1));
    }

    /** Of numbers between slashes, each with a sign or without; 0 for any other text. */
    private static int count(String text) {
        int count = text.isEmpty() ? 0 : 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == 'x';
            if (c == '/') {
                count++;
            } else if (!hex && c != '-' && c != '+') {
                return 0;
            }
        }
        return count;
    }

    private static @Nullable Duration last(String timers) {
        return Durations.of(unsigned(timers.substring(timers.lastIndexOf('/') + 1)), Durations.MILLI);
    }

    /** {@code option logasap} marks what was not over yet with a plus. */
    private static String unsigned(String text) {
        return text.startsWith("+") ? text.substring(1) : text;
    }
}
