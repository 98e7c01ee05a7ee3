package io.throughline.core.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Docker's json-file form, of one line or of the several that one message was cut into. */
final class DockerEnvelope {
    private static final byte[] START = "{\"log\":".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_ATTRIBUTES = 32;

    private final JsonFactory json;
    private final TimeScanner times = new TimeScanner();

    private final DockerLine line = new DockerLine();
    private final StringBuilder joined = new StringBuilder();
    private String text = "";
    private @Nullable Instant time;
    private @Nullable Map<String, String> attributes;

    DockerEnvelope(JsonFactory json) {
        this.json = json;
    }

    static boolean looksLike(byte[] value) {
        if (value.length < START.length) {
            return false;
        }
        for (int i = 0; i < START.length; i++) {
            if (value[i] != START[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean looksLike(String text) {
        return text.startsWith("{\"log\":");
    }

    /** Null where the bytes are not in Docker's form after all. */
    @Nullable
    Envelope open(byte[] value) {
        Envelope plain = openPlain(value);
        return plain == null ? openJson(value) : plain;
    }

    private @Nullable Envelope openPlain(byte[] value) {
        if (!line.read(value, 0) || !times.scan(line.time(), 0) || !times.isInstant()) {
            return null;
        }
        time = times.instant(ZoneOffset.UTC);
        Map<String, String> stream = Envelope.stream(line.errorStream());
        if (line.end() == value.length) {
            return new Envelope(Envelope.withoutLineFeed(line.text()), time, stream);
        }
        joined.setLength(0);
        joined.append(line.text());
        while (line.end() < value.length) {
            if (!line.read(value, line.end() + 1)) {
                return null;
            }
            joined.append(line.text());
        }
        return new Envelope(Envelope.withoutLineFeed(joined.toString()), time, stream);
    }

    private @Nullable Envelope openJson(byte[] value) {
        time = null;
        attributes = null;
        joined.setLength(0);
        try (JsonParser parser = json.createParser(value)) {
            return lines(parser);
        } catch (IOException e) {
            return openLeniently(new String(value, StandardCharsets.UTF_8));
        }
    }

    /** Bytes that are no UTF-8 make Jackson give up; decoded beforehand they cost one replacement character each. */
    private @Nullable Envelope openLeniently(String value) {
        time = null;
        attributes = null;
        joined.setLength(0);
        try (JsonParser parser = json.createParser(value)) {
            return lines(parser);
        } catch (IOException e) {
            return null;
        }
    }

    /** One object per line; the parser takes line feeds between them as blanks. */
    private @Nullable Envelope lines(JsonParser parser) throws IOException {
        parser.nextToken();
        if (!members(parser)) {
            return null;
        }
        if (parser.nextToken() == null) {
            return envelope(text);
        }
        joined.append(text);
        do {
            if (!members(parser)) {
                return null;
            }
            joined.append(text);
        } while (parser.nextToken() != null);
        return envelope(joined.toString());
    }

    private Envelope envelope(String message) {
        return new Envelope(
                Envelope.withoutLineFeed(message), time, attributes == null ? Map.of() : Map.copyOf(attributes));
    }

    /** Reads the object that the parser stands at. With any other member it is a shipper's, see {@link ShipperEnvelope}. */
    private boolean members(JsonParser parser) throws IOException {
        boolean log = false;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        text = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("attrs") && token == JsonToken.START_OBJECT) {
                attributes(parser);
            } else if (token != JsonToken.VALUE_STRING || !member(name, parser.getText())) {
                return false;
            }
            log |= name.equals("log");
        }
        return log;
    }

    private boolean member(String name, String value) {
        switch (name) {
            case "log" -> text = Surrogates.whole(value);
            case "stream" -> attribute(name, value);
            case "time" -> {
                if (time == null && times.scan(value, 0) && times.isInstant()) {
                    time = times.instant(ZoneOffset.UTC);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void attributes(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                attribute(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private void attribute(String name, String value) {
        Map<String, String> map = attributes;
        if (map == null) {
            map = new HashMap<>();
            attributes = map;
        }
        if (map.size() < MAX_ATTRIBUTES) {
            map.put(Surrogates.whole(name), Surrogates.whole(value));
        }
    }
}
