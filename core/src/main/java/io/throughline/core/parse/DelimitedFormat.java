package io.throughline.core.parse;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An nginx {@code log_format} ({@code $remote_addr [$time_local] "$request"}) or an Envoy format string ({@code [%START_TIME%] %REQ(:METHOD)%}). What
 * stands between the names is taken as it is; a value goes on until what follows it.
 */
record DelimitedFormat(String name, List<Part> parts) implements CustomFormat {
    private static final int MAX_PARTS = 128;

    /** Envoy's operators by what they mean here; a header's operator means what the header means. */
    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("START_TIME", "event.start"),
            Map.entry("RESPONSE_CODE", "status"),
            Map.entry("BYTES_RECEIVED", "request_bytes"),
            Map.entry("BYTES_SENT", "bytes_sent"),
            Map.entry("DURATION", "duration_ms"),
            Map.entry("DOWNSTREAM_REMOTE_ADDRESS", "remote_addr"),
            Map.entry("DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT", "remote_addr"),
            Map.entry("REQ(:METHOD)", "method"),
            Map.entry("REQ(:PATH)", "path"),
            Map.entry("REQ(X-ENVOY-ORIGINAL-PATH?:PATH)", "path"),
            Map.entry("REQ(:AUTHORITY)", "url.domain"),
            Map.entry("UPSTREAM_HOST", "destination.address"),
            Map.entry("UPSTREAM_CLUSTER", "upstream_cluster"));

    DelimitedFormat {
        parts = List.copyOf(parts);
    }

    /**
     * @param literal stands before the value
     * @param name null behind the last value
     */
    record Part(String literal, @Nullable String name) implements Serializable {}

    /** @throws IllegalArgumentException saying what is wrong with the pattern */
    static DelimitedFormat compile(String name, String pattern) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            int end = nameEnd(pattern, at);
            if (end < 0) {
                literal.append(pattern.charAt(at++));
                continue;
            }
            if (literal.isEmpty() && !parts.isEmpty()) {
                throw new IllegalArgumentException("at " + (at + 1) + ": nothing tells where the value before '"
                        + pattern.substring(at, end) + "' ends");
            }
            parts.add(new Part(literal.toString(), meaning(pattern.substring(at, end))));
            literal.setLength(0);
            at = end;
        }
        if (parts.isEmpty() || parts.size() > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "has " + parts.size() + " names, between 1 and " + MAX_PARTS + " are needed");
        }
        parts.add(new Part(literal.toString(), null));
        return new DelimitedFormat(name, parts);
    }

    @Override
    public boolean read(String line, Fields fields, Draft draft) {
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (!line.startsWith(part.literal, at)) {
                return false;
            }
            at += part.literal.length();
            String name = part.name;
            if (name == null) {
                return at == line.length();
            }
            String next = parts.get(i + 1).literal;
            int end = next.isEmpty() ? line.length() : valueEnd(line, at, next);
            if (end < 0) {
                return false;
            }
            String value = line.substring(at, end);
            if (!value.equals("-")) {
                fields.put(name, value, draft);
            }
            at = end;
        }
        return false;
    }

    /** A quoted value may have escaped quotes. */
    private static int valueEnd(String line, int from, String next) {
        int end = line.indexOf(next, from);
        while (next.charAt(0) == '"' && end > from && line.charAt(end - 1) == '\\') {
            end = line.indexOf(next, end + 1);
        }
        return end;
    }

    /** Behind the name that begins there; below 0 where none does. */
    private static int nameEnd(String pattern, int at) {
        char c = pattern.charAt(at);
        if (c == '$') {
            boolean braces = pattern.startsWith("{", at + 1);
            int end = at + 1;
            while (!braces && end < pattern.length() && isNameChar(pattern.charAt(end))) {
                end++;
            }
            int close = braces ? pattern.indexOf('}', at) + 1 : end;
            return close > at + 1 ? close : -1;
        }
        if (c != '%' || at + 1 == pattern.length()) {
            return -1;
        }
        int close = pattern.indexOf('%', at + 1);
        return close < 0 || close == at + 1 ? -1 : close + 1;
    }

    private static boolean isNameChar(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String meaning(String name) {
        if (name.startsWith("$")) {
            String plain = name.startsWith("${") ? name.substring(2, name.length() - 1) : name.substring(1);
            return plain.equals("http_referer") ? "http.request.referrer" : plain;
        }
        String operator = name.substring(1, name.length() - 1);
        String known = OPERATORS.get(operator);
        boolean header = known == null && operator.startsWith("REQ(") && operator.endsWith(")");
        String other = header ? operator.substring(4, operator.length() - 1) : operator;
        return known == null ? other.toLowerCase(Locale.ROOT) : known;
    }
}
