package io.throughline.elasticsearch.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the answer to a bulk request, one item for each document in its order. */
final class BulkAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private BulkAnswer() {}

    /** What became of one document; {@code type} and {@code reason} are empty if all went well. */
    record Item(int status, String type, String reason) {}

    /**
     * @return no items when every document was written
     * @throws IOException not a bulk answer
     */
    static List<Item> read(byte[] body) throws IOException {
        List<Item> items = new ArrayList<>();
        boolean complete = false;
        try (JsonParser json = JSON.createParser(body)) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("errors")) {
                    if (value == JsonToken.VALUE_FALSE) {
                        return List.of();
                    }
                    complete = true;
                } else if (name.equals("items")) {
                    expect(value, JsonToken.START_ARRAY);
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        items.add(readItem(json));
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
        if (!complete) {
            throw new IOException("not the answer to a bulk request");
        }
        return items;
    }

    /** {@code {"index":{"status":400,"error":{"type":"...","reason":"..."}}}} */
    private static Item readItem(JsonParser json) throws IOException {
        expect(json.nextToken(), JsonToken.FIELD_NAME);
        expect(json.nextToken(), JsonToken.START_OBJECT);
        int status = 0;
        String type = "";
        String reason = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("status")) {
                status = json.getIntValue();
            } else if (name.equals("error") && value == JsonToken.START_OBJECT) {
                Map<String, String> words = new HashMap<>();
                readError(json, "", words);
                type = words.getOrDefault("type", "");
                reason = words.getOrDefault("reason", "");
                String cause = words.getOrDefault("caused_by.reason", "");
                reason = cause.isEmpty() ? reason : reason + ": " + cause;
            } else {
                json.skipChildren();
            }
        }
        expect(json.nextToken(), JsonToken.END_OBJECT);
        return new Item(status, type, reason);
    }

    /** The texts of an error by their paths; {@code caused_by} says what was really wrong. */
    private static void readError(JsonParser json, String path, Map<String, String> words) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = path + json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT) {
                readError(json, name + ".", words);
            } else {
                words.put(name, json.getValueAsString(""));
                json.skipChildren();
            }
        }
    }

    private static void expect(JsonToken found, JsonToken wanted) throws IOException {
        if (found != wanted) {
            throw new IOException("not the answer to a bulk request: " + found + " in place of " + wanted);
        }
    }
}
