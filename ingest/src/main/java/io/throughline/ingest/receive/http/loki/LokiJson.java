package io.throughline.ingest.receive.http.loki;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.throughline.core.schema.Timestamps;
import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.JsonObjects;
import io.throughline.ingest.receive.http.web.ProblemCode;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.RequestMemory;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code {"streams":[{"stream":{"label":"value"},"values":[["nanoseconds since 1970","line",{"name":"value"}]]}]}}. */
final class LokiJson {
    /** As deep as the form is. */
    private static final int DEPTH = 8;

    private static final int MAX_NANO_DIGITS = 19;

    private final JsonFactory factory = JsonObjects.factory(DEPTH);

    /**
     * @throws ProblemException {@code invalid-request}, or {@code invalid-record} with its number from 1
     */
    void read(Body body, RequestMemory memory, LokiEntry.Sink sink) throws IOException {
        Reading reading = new Reading(memory, sink);
        try (JsonParser parser = factory.createParser(body.bytes(), 0, body.length())) {
            reading.push(parser);
        } catch (JsonProcessingException e) {
            throw reading.wrong("is no JSON: " + JsonObjects.why(e));
        }
    }

    private static final class Reading {
        private final RequestMemory memory;
        private final LokiEntry.Sink sink;
        private int number = 1;

        private Reading(RequestMemory memory, LokiEntry.Sink sink) {
            this.memory = memory;
            this.sink = sink;
        }

        private ProblemException wrong(String what) {
            return ProblemException.record(number, what);
        }

        private void push(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ProblemException(ProblemCode.INVALID_REQUEST, "a push is an object with streams");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean streams = parser.currentName().equals("streams");
                JsonToken value = parser.nextToken();
                if (!streams) {
                    parser.skipChildren();
                } else if (value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        stream(parser);
                    }
                    expect(parser, JsonToken.END_ARRAY, "streams are objects");
                } else {
                    throw new ProblemException(ProblemCode.INVALID_REQUEST, "streams is no array");
                }
            }
            expect(parser, JsonToken.END_OBJECT, "the push does not end");
            if (parser.nextToken() != null) {
                throw new ProblemException(ProblemCode.INVALID_REQUEST, "something follows the push");
            }
        }

        /** The labels may come behind the lines. */
        private void stream(JsonParser parser) throws IOException {
            Map<String, String> labels = Map.of();
            List<LokiEntry> entries = new ArrayList<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("stream") && value == JsonToken.START_OBJECT) {
                    labels = texts(parser);
                } else if (name.equals("values") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_ARRAY) {
                        memory.take(LokiEntry.MEMORY_BYTES);
                        entries.add(entry(parser));
                        number++;
                    }
                    expect(parser, JsonToken.END_ARRAY, "is no array of a time and a line");
                } else {
                    parser.skipChildren();
                }
            }
            expect(parser, JsonToken.END_OBJECT, "is in a stream that does not end");
            for (LokiEntry entry : entries) {
                sink.entry(labels, entry);
                memory.give(entry.memoryBytes());
            }
        }

        private LokiEntry entry(JsonParser parser) throws IOException {
            parser.nextToken();
            Instant time = time(parser);
            expect(parser.nextToken(), JsonToken.VALUE_STRING, "has no line");
            String line = parser.getText();
            Map<String, String> metadata = Map.of();
            JsonToken next = parser.nextToken();
            if (next == JsonToken.START_OBJECT) {
                metadata = texts(parser);
                next = parser.nextToken();
            }
            expect(next, JsonToken.END_ARRAY, "has more than a time, a line and metadata");
            memory.take(LokiEntry.textBytes(line, metadata));
            return new LokiEntry(time, line, metadata);
        }

        private Instant time(JsonParser parser) throws IOException {
            String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
            boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || text.length() > MAX_NANO_DIGITS) {
                throw wrong("has no time, which is a text of nanoseconds since 1970");
            }
            Instant time;
            try {
                time = Instant.EPOCH.plusNanos(Long.parseLong(text));
            } catch (NumberFormatException e) {
                throw wrong("has a time beyond all years");
            }
            if (!Timestamps.writable(time)) {
                throw wrong("has a time beyond all years");
            }
            return time;
        }

        private Map<String, String> texts(JsonParser parser) throws IOException {
            Map<String, String> texts = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!value.isScalarValue()) {
                    throw wrong("has a label that is no text");
                }
                texts.put(name, parser.getText());
            }
            return texts;
        }

        private void expect(JsonParser parser, JsonToken expected, String otherwise) {
            expect(parser.currentToken(), expected, otherwise);
        }

        private void expect(JsonToken token, JsonToken expected, String otherwise) {
            if (token != expected) {
                throw wrong(otherwise);
            }
        }
    }
}
