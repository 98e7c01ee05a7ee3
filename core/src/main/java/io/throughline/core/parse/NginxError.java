package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/**
 * nginx's error log: {@code 2016/10/25 14:49:34 [error] 54053#0: *1 open() "/a" failed (2: ...), client: 127.0.0.1, server: shop,
 * request: "GET /a HTTP/1.1", upstream: "http://10.0.0.1:80/a", host: "shop.example", referrer: "..."}. It tells of what went wrong within a request,
 * not how the request ended: no hop. Source: nginx's {@code ngx_log.c} and {@code ngx_http_log_error}.
 */
final class NginxError {
    private final TimeScanner times;

    NginxError(TimeScanner times) {
        this.times = times;
    }

    static boolean looksLike(String text) {
        return text.length() > 24 && text.charAt(4) == '/' && text.charAt(19) == ' ' && text.charAt(20) == '[';
    }

    /** False where the text has another form; the draft is then as it was. */
    boolean read(String line, Draft draft) {
        int close = line.indexOf(']', 21);
        if (close < 0 || !times.scan(line, 0) || !times.isDated() || times.end() != 19) {
            return false;
        }
        String level = Levels.of(line.substring(21, close));
        int pid = close + 2;
        int hash = line.indexOf('#', pid);
        int colon = line.indexOf(": ", pid);
        if (level == null || hash < 0 || colon < hash || HopFields.number(line.substring(pid, hash)) == null) {
            return false;
        }
        draft.form = Form.NGINX_ERROR;
        draft.time(times);
        draft.level = level;
        draft.label("process.pid", line.substring(pid, hash));
        draft.label("process.thread.id", line.substring(hash + 1, colon));
        int message = colon + 2;
        int connectionEnd = line.startsWith("*", message) ? Text.wordEnd(line, message) : message;
        if (connectionEnd > message) {
            draft.label("nginx.error.connection_id", line.substring(message + 1, connectionEnd));
            message = Math.min(line.length(), connectionEnd + 1);
        }
        draft.message(line.substring(message));
        context(line, message, draft);
        IdsInText.read(draft.message, draft);
        return true;
    }

    private void context(String line, int from, Draft draft) {
        draft.labelIfAny("source.ip", HopFields.address(value(line, from, ", client: ")));
        draft.labelIfAny("url.domain", value(line, from, ", host: "));
        draft.labelIfAny("destination.address", value(line, from, ", upstream: "));
        draft.labelIfAny("http.request.referrer", value(line, from, ", referrer: "));
        String asked = value(line, from, ", request: ");
        if (asked != null) {
            HopDraft request = new HopDraft();
            request.request(asked, draft);
            draft.labelIfAny("http.request.method", request.method);
            draft.labelIfAny("url.path", request.path);
        }
    }

    /** Quoted, or up to the next comma. */
    private static @Nullable String value(String line, int from, String name) {
        int at = line.indexOf(name, from);
        if (at < 0) {
            return null;
        }
        int start = at + name.length();
        boolean quoted = line.startsWith("\"", start);
        int end = quoted ? line.indexOf('"', start + 1) : line.indexOf(',', start);
        return line.substring(quoted ? start + 1 : start, end < 0 ? line.length() : end);
    }
}
