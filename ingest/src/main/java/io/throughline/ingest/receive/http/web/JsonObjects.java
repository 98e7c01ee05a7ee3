package io.throughline.ingest.receive.http.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.throughline.ingest.publish.Chunk;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Goes over JSON objects without building them: values one after another, with or without line feeds or blanks between them
 * (NDJSON, Fluent Bit's {@code json_stream}), each an object or an array of objects. An object is handed on as its bytes, with the few
 * members that receivers look at.
 */
public final class JsonObjects {
    private static final int MAX_NAME_CHARS = 1024;
    private static final int MAX_NUMBER_CHARS = 400;
    private static final int MAX_MEMBERS = 10_000;
    private static final byte NO_TEXT = (byte) 0xff;
    /** {@code container.image.name} is the longest name that is looked at. */
    private static final int MAX_NAMES = 3;

    private final JsonFactory factory;
    private final Set<String> wanted;

    /** Takes the objects in their order. */
    @FunctionalInterface
    public interface Sink {
        /**
         * @throws IOException it cannot be taken
         */
        void object(JsonObject object) throws IOException;
    }

    /**
     * @param maxDepth of one object, itself counted
     * @param wanted names of members with plain values, nested ones with dots, whose text is kept
     */
    public JsonObjects(int maxDepth, Set<String> wanted) {
        // An array around the objects is none of their depth.
        this.factory = factory(maxDepth + 1);
        this.wanted = Set.copyOf(wanted);
    }

    /** Reads what strangers send: nested so deep, and no value longer than a record may be. */
    public static JsonFactory factory(int maxDepth) {
        return new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(Chunk.MAX_RECORD_BYTES)
                        .maxNameLength(MAX_NAME_CHARS)
                        .maxNumberLength(MAX_NUMBER_CHARS)
                        .build())
                .build();
    }

    /**
     * @throws ProblemException {@code invalid-record}, with its number from 1; what the sink throws
     */
    public void read(byte[] bytes, int from, int to, Sink sink) throws IOException {
        read(bytes, from, to, 1, sink);
    }

    /** The same, for bytes whose first object has this number. */
    public void read(byte[] bytes, int from, int to, int number, Sink sink) throws IOException {
        refuseWide(bytes, from, to);
        Reading reading = new Reading(bytes, from, number, sink);
        try (JsonParser parser = factory.createParser(bytes, from, to - from)) {
            reading.all(parser);
        } catch (JsonProcessingException e) {
            throw ProblemException.record(reading.number, "is no JSON: " + why(e));
        }
    }

    /** One line, without the place in the text, which is told by the record's number. */
    public static String why(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        return message.lines().findFirst().orElse("");
    }

    /** A zero among the first bytes is UTF-16 or UTF-32, which the parser would read, but nobody behind it. */
    private static void refuseWide(byte[] bytes, int from, int to) {
        for (int i = from; i < Math.min(from + 4, to); i++) {
            if (bytes[i] == 0) {
                throw ProblemException.record(1, "is no JSON in UTF-8");
            }
        }
    }

    private final class Reading {
        private final byte[] bytes;
        private final int from;
        private final Sink sink;
        private int number;

        private Reading(byte[] bytes, int from, int number, Sink sink) {
            this.bytes = bytes;
            this.from = from;
            this.number = number;
            this.sink = sink;
        }

        private void all(JsonParser parser) throws IOException {
            boolean inArray = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    sink.object(one(parser));
                    number++;
                } else if (token == JsonToken.START_ARRAY && !inArray) {
                    inArray = true;
                } else if (token == JsonToken.END_ARRAY) {
                    inArray = false;
                } else {
                    throw ProblemException.record(number, "is no JSON object");
                }
            }
        }

        private JsonObject one(JsonParser parser) throws IOException {
            int start = from + (int) parser.currentTokenLocation().getByteOffset();
            Set<String> members = new HashSet<>();
            Map<String, String> values = new HashMap<>();
            String[] names = new String[MAX_NAMES];
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                switch (token) {
                    case FIELD_NAME -> {
                        String name = parser.currentName();
                        if (depth == 1) {
                            members.add(name);
                            if (members.size() > MAX_MEMBERS) {
                                throw ProblemException.record(number, "has more than " + MAX_MEMBERS + " members");
                            }
                        }
                        if (depth <= MAX_NAMES) {
                            names[depth - 1] = name;
                        }
                    }
                    case START_OBJECT -> depth++;
                    case END_OBJECT -> depth--;
                    case START_ARRAY -> parser.skipChildren();
                    case null -> throw ProblemException.record(number, "is no JSON: it ends too early");
                    default -> value(parser, token, names, depth, values);
                }
            }
            int end = from + (int) parser.currentLocation().getByteOffset();
            refusePadding(start, end);
            return new JsonObject(number, bytes, start, end, members, values);
        }

        /**
         * The byte that no text has. The parser pads names with it when it compares them with those it knows, so it takes {@code "?ame"}
         * with it in front for {@code "ame"}, once it has seen that.
         */
        private void refusePadding(int start, int end) {
            for (int i = start; i < end; i++) {
                if (bytes[i] == NO_TEXT) {
                    throw ProblemException.record(number, "is no JSON in UTF-8");
                }
            }
        }

        private void value(JsonParser parser, JsonToken token, String[] names, int depth, Map<String, String> values)
                throws IOException {
            if (depth > MAX_NAMES || token == JsonToken.VALUE_NULL) {
                return;
            }
            String name = names[0];
            for (int i = 1; i < depth; i++) {
                name = name + "." + names[i];
            }
            if (wanted.contains(name)) {
                values.putIfAbsent(name, parser.getText());
            }
        }
    }
}
