package io.throughline.core.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object's plain values by their paths, in the order of the text: {@code objectRef.name}, {@code sourceIPs.0}. For records of a known
 * form, whose readers ask for what they know. Used again for every record.
 *
 * <p>Each member of the object may have so many values: of a long one the rest is left out and counted, and the others stay whole.
 */
final class JsonValues {
    private static final int MAX_PER_MEMBER = 1024;
    private static final int MAX_MEMBERS = 256;

    private final JsonFactory json;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final StringBuilder path = new StringBuilder();
    /** How much of the path belongs to the object or array at each depth. */
    private final int[] prefixes;
    /** The next element's place in the array at each depth; below 0 for an object. */
    private final int[] places;

    private int leftOut;

    JsonValues(JsonFactory json, int maxDepth) {
        this.json = json;
        this.prefixes = new int[maxDepth + 2];
        this.places = new int[maxDepth + 2];
    }

    /** Reads an object that is known to be one and not to be nested too deep. */
    void read(String text) throws IOException {
        values.clear();
        path.setLength(0);
        leftOut = 0;
        try (JsonParser parser = json.createParser(text)) {
            parser.nextToken();
            object(parser);
        }
    }

    private void object(JsonParser parser) throws IOException {
        int depth = 1;
        int members = 0;
        int inMember = 0;
        prefixes[1] = 0;
        places[1] = -1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("the object has no end");
            }
            if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                depth--;
                continue;
            }
            if (token == JsonToken.FIELD_NAME) {
                name(parser.currentName(), prefixes[depth]);
                if (depth == 1) {
                    members++;
                    inMember = 0;
                }
                continue;
            }
            if (places[depth] >= 0) {
                name(Integer.toString(places[depth]++), prefixes[depth]);
            }
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                depth++;
                prefixes[depth] = path.length();
                places[depth] = token == JsonToken.START_ARRAY ? 0 : -1;
            } else if (token != JsonToken.VALUE_NULL) {
                if (inMember++ < MAX_PER_MEMBER && members <= MAX_MEMBERS) {
                    values.putIfAbsent(path.toString(), parser.getText());
                } else {
                    leftOut++;
                }
            }
        }
    }

    private void name(String name, int prefix) {
        path.setLength(prefix);
        path.append(prefix == 0 ? "" : ".").append(name);
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    /** The first of the names that has a value which is not empty. */
    @Nullable
    String first(String... names) {
        for (String name : names) {
            String value = values.get(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    /** Hands the value over; an empty one is none. */
    @Nullable
    String take(String name) {
        String value = values.remove(name);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean hasUnder(String prefix) {
        for (String name : values.keySet()) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    Map<String, String> all() {
        return values;
    }

    void removeUnder(String prefix) {
        Iterator<String> names = values.keySet().iterator();
        while (names.hasNext()) {
            if (names.next().startsWith(prefix)) {
                names.remove();
            }
        }
    }

    /** Says on the record that it had more values than were looked at. */
    void labelLeftOut(Draft draft) {
        if (leftOut > 0) {
            draft.ownLabel("throughline.values_left_out", Integer.toString(leftOut));
        }
    }
}
