package io.throughline.core.parse;

import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from a record's fields whether it is about a finished request, and what about it. */
final class HopFields {
    /** What may be read from {@code name=value} pairs within a message. */
    static final Set<Field> IN_TEXT = EnumSet.of(
            Field.METHOD,
            Field.PATH,
            Field.STATUS,
            Field.NANOS,
            Field.MICROS,
            Field.MILLIS,
            Field.SECONDS,
            Field.DURATION,
            Field.REQUEST_BYTES,
            Field.RESPONSE_BYTES,
            Field.PRINCIPAL,
            Field.SOURCE_IP,
            Field.PEER,
            Field.TARGET,
            Field.CALLER,
            Field.VANTAGE,
            Field.TRACE,
            Field.SPAN,
            Field.PARENT,
            Field.TRACEPARENT,
            Field.REQUEST_ID);

    private static final int MAX_PATH = 2048;

    private HopFields() {}

    /**
     * Null where the fields do not tell of a finished request: that takes what was asked (a method, or an operation seen from a
     * named side) and how it ended (a status or a duration). What a hop is made of is taken out of the fields.
     */
    static @Nullable HopDraft take(Fields fields, TimeScanner times) {
        requestLine(fields);
        Vantage vantage = vantage(fields.get(Field.VANTAGE));
        Integer status = status(fields.get(Field.STATUS));
        Duration duration = duration(fields);
        String method = method(fields.get(Field.METHOD));
        String operation = fields.get(Field.OPERATION);
        boolean asked = method != null || (vantage != null && operation != null);
        if (!asked || (status == null && duration == null)) {
            return null;
        }
        takeUsed(fields, status, duration, vantage);
        String path = path(fields);
        HopDraft hop = new HopDraft();
        hop.vantage = vantage == null ? guess(fields) : vantage;
        hop.start = start(fields, times);
        hop.duration = duration;
        hop.operation =
                operation == null ? operation(method, path, fields.take(Field.ROUTE)) : fields.take(Field.OPERATION);
        hop.peer = peer(fields, hop.vantage);
        hop.link = fields.take(Field.LINK);
        hop.method = method;
        hop.path = path;
        hop.status = status;
        hop.requestBytes = number(fields.take(Field.REQUEST_BYTES));
        hop.responseBytes = number(fields.take(Field.RESPONSE_BYTES));
        hop.principal = fields.take(Field.PRINCIPAL);
        hop.sourceIp = source(fields);
        hop.userAgent = fields.take(Field.USER_AGENT);
        return hop;
    }

    /** The path of a URL or of what follows the method in a request line. */
    static String pathOf(String url) {
        int from = 0;
        int scheme = url.indexOf("://");
        if (scheme > 0 && scheme < 8) {
            from = url.indexOf('/', scheme + 3);
        }
        if (from < 0) {
            return "/";
        }
        int to = url.length();
        for (int i = from; i < to; i++) {
            if (url.charAt(i) == '?' || url.charAt(i) == '#') {
                to = i;
            }
        }
        return Draft.cut(url.substring(from, to), MAX_PATH);
    }

    static @Nullable String method(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "GET",
                    "POST",
                    "PUT",
                    "DELETE",
                    "HEAD",
                    "PATCH",
                    "OPTIONS",
                    "TRACE",
                    "CONNECT",
                    "QUERY",
                    "PROPFIND",
                    "PROPPATCH",
                    "MKCOL",
                    "COPY",
                    "MOVE",
                    "LOCK",
                    "UNLOCK",
                    "REPORT",
                    "SEARCH",
                    "PURGE" -> text.toUpperCase(Locale.ROOT);
            default -> null;
        };
    }

    static @Nullable Integer status(@Nullable String text) {
        if (text == null || text.length() != 3) {
            return null;
        }
        int number = 0;
        for (int i = 0; i < 3; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            number = number * 10 + digit;
        }
        return number >= 100 && number <= 599 ? number : null;
    }

    static @Nullable Vantage vantage(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inbound", "server", "consumer", "in", "incoming", "ingress", "span_kind_server", "2" ->
                Vantage.INBOUND;
            case "outbound", "client", "producer", "out", "outgoing", "egress", "span_kind_client", "3" ->
                Vantage.OUTBOUND;
            case "internal", "span_kind_internal", "1" -> Vantage.INTERNAL;
            default -> null;
        };
    }

    static @Nullable String operation(@Nullable String method, @Nullable String path, @Nullable String route) {
        String template = route == null ? path == null ? null : PathTemplate.of(path) : route;
        return template == null ? method : method + " " + template;
    }

    /** {@code "request":"GET /orders HTTP/1.1"}, as nginx and HAProxy have it. */
    private static void requestLine(Fields fields) {
        String line = fields.get(Field.REQUEST);
        int blank = line == null ? -1 : line.indexOf(' ');
        if (line == null || blank < 0 || fields.has(Field.METHOD) || method(line.substring(0, blank)) == null) {
            return;
        }
        fields.take(Field.REQUEST);
        int end = line.indexOf(' ', blank + 1);
        fields.set(Field.METHOD, line.substring(0, blank));
        fields.set(Field.PATH, line.substring(blank + 1, end < 0 ? line.length() : end));
    }

    private static void takeUsed(
            Fields fields, @Nullable Integer status, @Nullable Duration duration, @Nullable Vantage vantage) {
        fields.take(Field.METHOD);
        if (status != null) {
            fields.take(Field.STATUS);
        }
        if (vantage != null) {
            fields.take(Field.VANTAGE);
        }
        if (duration != null) {
            for (Field unit : new Field[] {Field.NANOS, Field.MICROS, Field.MILLIS, Field.SECONDS, Field.DURATION}) {
                fields.take(unit);
            }
        }
    }

    private static @Nullable Duration duration(Fields fields) {
        Duration duration = duration(fields.get(Field.NANOS), Durations.NANO);
        duration = duration == null ? duration(fields.get(Field.MICROS), Durations.MICRO) : duration;
        duration = duration == null ? duration(fields.get(Field.MILLIS), Durations.MILLI) : duration;
        duration = duration == null ? duration(fields.get(Field.SECONDS), Durations.SECOND) : duration;
        String unnamed = fields.get(Field.DURATION);
        return duration == null && unnamed != null ? Durations.guess(unnamed) : duration;
    }

    private static @Nullable Duration duration(@Nullable String text, long unitNanos) {
        if (text == null) {
            return null;
        }
        Duration plain = Durations.of(text, unitNanos);
        return plain == null ? Durations.withUnits(text) : plain;
    }

    private static @Nullable Instant start(Fields fields, TimeScanner times) {
        String text = fields.get(Field.START_US);
        text = text == null ? fields.get(Field.START) : text;
        if (text == null || !times.scanValue(text) || !times.isInstant()) {
            return null;
        }
        fields.take(Field.START_US);
        fields.take(Field.START);
        return times.instant(ZoneOffset.UTC);
    }

    private static @Nullable String path(Fields fields) {
        String url = fields.take(Field.PATH);
        return url == null || url.isEmpty() ? null : pathOf(url);
    }

    /** Null for a name, which remains a label. */
    private static @Nullable String source(Fields fields) {
        String address = address(Draft.some(fields.get(Field.SOURCE_IP)));
        if (address != null) {
            fields.take(Field.SOURCE_IP);
        }
        return address;
    }

    /** Who calls another service names it; everybody else was called. A proxy was called, whatever is behind it. */
    private static Vantage guess(Fields fields) {
        boolean calls = fields.has(Field.PEER) || fields.has(Field.TARGET);
        return calls && !fields.has(Field.SOURCE_IP) ? Vantage.OUTBOUND : Vantage.INBOUND;
    }

    /** The service at the other end: who is called by one who calls, and who called for all others. */
    private static @Nullable String peer(Fields fields, Vantage vantage) {
        Field[] names = vantage == Vantage.OUTBOUND
                ? new Field[] {Field.PEER, Field.TARGET, Field.UPSTREAM}
                : new Field[] {Field.CALLER, Field.PEER};
        for (Field name : names) {
            String peer = Draft.some(fields.get(name));
            if (peer != null) {
                fields.take(name);
                return name == Field.UPSTREAM ? ClusterName.service(peer) : peer;
            }
        }
        return null;
    }

    /** Not negative and at most 18 digits; null for anything else. */
    static @Nullable Long number(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 18) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        return Long.parseLong(text);
    }

    /** Of an address that always has a port behind its last colon, where IPv6 has no brackets: {@code ::1:5000}. */
    static @Nullable String endpoint(String text) {
        int colon = text.lastIndexOf(':');
        return text.startsWith("[") || colon < 0 ? address(text) : address(text.substring(0, colon));
    }

    /** Without a port: {@code 10.0.0.1:5000}, {@code [::1]:5000}; null for what is no address. */
    static @Nullable String address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String address = text;
        int close = address.startsWith("[") ? address.indexOf(']') : -1;
        if (close > 0) {
            address = address.substring(1, close);
        } else if (address.indexOf(':') > 0 && address.indexOf(':') == address.lastIndexOf(':')) {
            address = address.substring(0, address.indexOf(':'));
        }
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (Character.digit(c, 16) < 0 && c != '.' && c != ':') {
                return null;
            }
        }
        return address.isEmpty() || address.length() > 45 ? null : address;
    }
}
