package io.throughline.core.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through a JSON document that may be long, and keeps nothing of it: a visitor is told each plain value with the names that lead
 * to it, {@code Results.Vulnerabilities.Severity}, whichever place in its arrays it has, and the end of each object.
 */
final class JsonWalk {
    interface Visitor {
        void value(String path, String value);

        /** The object or array at the path ends; empty for the document itself. */
        void end(String path);
    }

    private final JsonFactory json;
    private final StringBuilder path = new StringBuilder();
    /** How much of the path belongs to the object or array at each depth. */
    private final int[] prefixes;

    JsonWalk(JsonFactory json, int maxDepth) {
        this.json = json;
        this.prefixes = new int[maxDepth + 2];
    }

    /** Of an object that is known to be one and not to be nested too deep. */
    void through(String text, Visitor visitor) throws IOException {
        path.setLength(0);
        int depth = 0;
        try (JsonParser parser = json.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT, START_ARRAY -> prefixes[++depth] = path.length();
                    case END_OBJECT, END_ARRAY -> {
                        path.setLength(prefixes[depth--]);
                        visitor.end(path.toString());
                    }
                    case FIELD_NAME -> name(parser.currentName(), prefixes[depth]);
                    case VALUE_NULL -> {}
                    default -> visitor.value(path.toString(), parser.getText());
                }
            }
        }
    }

    private void name(@Nullable String name, int prefix) {
        path.setLength(prefix);
        path.append(prefix == 0 ? "" : ".").append(name);
    }
}
