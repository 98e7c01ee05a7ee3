package io.throughline.ingest.receive.http.otlp;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Goes over objects and arrays of a known form; what is not known is left out. */
final class JsonWalk {
    private JsonWalk() {}

    /** Reads the value of a member that is known. */
    @FunctionalInterface
    interface Member {
        /**
         * The parser is at the value's first token, and afterwards at its last.
         *
         * @return false: the member is not known, and nothing was read
         */
        boolean read(String name) throws IOException;
    }

    /** Reads one object, from its brace to its brace. */
    @FunctionalInterface
    interface Step {
        void read() throws IOException;
    }

    /** The parser is at the opening brace, and afterwards at the closing one. */
    static void members(JsonParser parser, Member known) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NULL || !known.read(name)) {
                parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new JsonParseException(parser, "the object does not end");
        }
    }

    /** The parser is at the opening bracket, and afterwards at the closing one. */
    static boolean objects(JsonParser parser, Step object) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new JsonParseException(parser, "an array is expected");
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            object.read();
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new JsonParseException(parser, "an array of objects is expected");
        }
        return true;
    }
}
