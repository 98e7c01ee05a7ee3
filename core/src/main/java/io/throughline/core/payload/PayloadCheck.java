package io.throughline.core.payload;

import io.throughline.core.model.RequestParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for attacks in all parts of a request: path, names and values of the query, headers, cookies and body. Nearly all values are let go
 * by after one pass over their characters, see {@link Traits}; the others are decoded in {@link Layers} and shown to every check whose
 * signs they have. One thread at a time: it uses its buffers again.
 */
public final class PayloadCheck {
    /** Longer texts are looked at by this much of their beginning and of their end. */
    static final int MAX_CHARS = 1 << 18;

    /** Values of one request that are looked at closely. */
    static final int MAX_VALUES = 2_000;

    private static final int MAX_EXCERPT = 120;
    private static final int MAX_NAME = 64;

    private final Checks checks = new Checks();
    private final Layers layers = new Layers();
    private final Bodies bodies = new Bodies(this::value);
    private final SeenClean clean = new SeenClean();
    private final SeenClean cleanPaths = new SeenClean();
    private final List<Sighting> sightings = new ArrayList<>();
    private int values;
    private long shown;
    private boolean cut;

    /** At most one of each kind, in the order of the request; empty for nearly all. */
    public List<Sighting> check(RequestParts parts) {
        sightings.clear();
        values = 0;
        shown = 0;
        cut = false;
        path(parts.path());
        String query = parts.query();
        if (query != null) {
            form(query, Value.Part.QUERY_NAME, Value.Part.QUERY);
        }
        for (Map.Entry<String, String> header : parts.headers().entrySet()) {
            header(header.getKey(), header.getValue());
        }
        String body = parts.body();
        if (body != null && !body.isEmpty()) {
            cut |= !bodies.read(body, contentType(parts.headers()));
        }
        return sightings.isEmpty() ? List.of() : List.copyOf(sightings);
    }

    /** Whether the last request had more, or longer or deeper encoded values, than were looked at. */
    public boolean cut() {
        return cut;
    }

    /** How much work the last request was: the characters of all texts, in all their forms, that were looked at. */
    long charactersShown() {
        return shown;
    }

    private static String contentType(Map<String, String> headers) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase("content-type")) {
                return Words.lower(header.getValue());
            }
        }
        return "";
    }

    private void path(String path) {
        long traits = Traits.of(path);
        if (!checks.any(traits) || cleanPaths.has(path)) {
            return;
        }
        segments(path, traits);
        if (sightings.isEmpty()) {
            cleanPaths.add(path);
        }
    }

    /** The path as a whole, and each segment that may hold more than a name. */
    private void segments(String path, long traits) {
        value(Value.Part.PATH, "", path, true, false);
        if ((traits & (Traits.ENCODED | Traits.QUOTE | Traits.PAREN | Traits.SEMICOLON)) == 0) {
            return;
        }
        for (int from = 1; from < path.length(); ) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            if (end > from && (Traits.of(path, from, end) & ~Traits.LONG_RUN) != 0) {
                value(Value.Part.PATH, "", path.substring(from, end), true, false);
            }
            from = end + 1;
        }
    }

    /** {@code a=1&b=2}, as a query or as a body. */
    void form(String text, Value.Part names, Value.Part parts) {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('&', from);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', from);
            equals = equals < 0 || equals > end ? end : equals;
            if (checks.any(Traits.of(text, from, equals) & ~Traits.LONG_RUN)) {
                String name = text.substring(from, equals);
                value(names, name, name, true, true);
            }
            if (equals < end && isWorth(text, equals + 1, end)) {
                value(parts, text.substring(from, equals), text.substring(equals + 1, end), true, true);
            }
            from = end + 1;
        }
    }

    private boolean isWorth(String text, int from, int to) {
        long traits = Traits.of(text, from, to);
        boolean plus = false;
        for (int i = from; i < to && !plus; i++) {
            plus = text.charAt(i) == '+';
        }
        return checks.any(plus ? traits | Traits.BLANK : traits);
    }

    private void header(String name, String text) {
        if (text.isEmpty() || clean.has(text)) {
            return;
        }
        int before = sightings.size();
        if (name.equalsIgnoreCase("cookie")) {
            cookies(text);
        } else if (name.equalsIgnoreCase("referer")) {
            referrer(text);
        } else {
            value(Value.Part.HEADER, name, text, false, false);
            if (text.indexOf('%') >= 0) {
                value(Value.Part.HEADER, name, text, true, false);
            }
        }
        if (sightings.size() == before) {
            clean.add(text);
        }
    }

    private void referrer(String text) {
        int mark = text.indexOf('?');
        if (mark >= 0) {
            form(text.substring(mark + 1), Value.Part.QUERY_NAME, Value.Part.HEADER);
        }
        value(Value.Part.HEADER, "Referer", mark < 0 ? text : text.substring(0, mark), true, false);
    }

    private void cookies(String text) {
        for (String pair : text.split(";", -1)) {
            int equals = pair.indexOf('=');
            value(
                    Value.Part.COOKIE,
                    equals < 0 ? "" : pair.substring(0, equals).strip(),
                    equals < 0 ? pair.strip() : pair.substring(equals + 1),
                    true,
                    false);
        }
        if (Traits.of(text) != 0 && text.indexOf(';') >= 0) {
            value(Value.Part.COOKIE, "", text, true, false);
        }
    }

    /** A value of a part; encoded: it is percent-encoded as it is, plus: it is of a form. */
    void value(Value.Part part, String name, String raw, boolean encoded, boolean plus) {
        if (values++ >= MAX_VALUES) {
            cut = true;
            return;
        }
        String text = raw;
        if (text.length() > MAX_CHARS) {
            cut = true;
            text = text.substring(0, MAX_CHARS / 2) + text.substring(text.length() - MAX_CHARS / 2);
        }
        for (String layer : layers.of(text, encoded, plus)) {
            long traits = Traits.of(layer);
            shown += layer.length();
            if (checks.any(traits)) {
                look(new Value(layer, part, name, traits));
            }
        }
        cut |= layers.cut();
    }

    private void look(Value value) {
        for (Check check : checks.all()) {
            if (value.has(check.needs())) {
                Match match = check.look(value);
                if (match != null && !isKnown(match.kind())) {
                    sightings.add(sighting(value, match));
                }
            }
        }
    }

    private boolean isKnown(PayloadKind kind) {
        for (Sighting sighting : sightings) {
            if (sighting.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    private static Sighting sighting(Value value, Match match) {
        String name = printable(value.name(), MAX_NAME);
        String who = value.part().words() + (name.isEmpty() ? "" : " " + name);
        return new Sighting(
                match.kind(),
                value.part().words(),
                name,
                who + " " + match.reason(),
                printable(value.text(), MAX_EXCERPT),
                match.confidence());
    }

    private static String printable(@Nullable String text, int max) {
        if (text == null) {
            return "";
        }
        StringBuilder shown = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < text.length() && shown.length() < max; i++) {
            char c = text.charAt(i);
            boolean odd =
                    Character.isISOControl(c) || Character.isSurrogate(c) || Character.getType(c) == Character.FORMAT;
            shown.append(odd ? '.' : c);
        }
        return shown.toString();
    }
}
