package io.throughline.core.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.throughline.core.model.RequestParts;
import io.throughline.core.model.Vantage;
import io.throughline.core.schema.EcsFields;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's JSON record of a request with its headers and its body, one object a line: {@code id}, {@code method}, {@code path},
 * {@code query}, {@code headers} (an object), {@code body}, and where known {@code time}, {@code status}, {@code source_ip},
 * {@code duration_ms}, {@code service} and others by the names in {@link Field}. What is unknown becomes a label.
 *
 * <p>Headers and body are looked at and not kept: of the headers the user agent, the referrer and the ids that join records have a place,
 * of the body its length.
 */
final class LoggedRequest {
    /** Of a record that tells no time. Each such record has the same: a guess would be another one in each run. */
    static final Instant NO_TIME = Instant.parse("2000-01-01T00:00:00Z");

    static final String TIME_UNKNOWN = "throughline.time_unknown";

    private static final int MAX_HEADERS = 256;

    private final JsonFactory json;
    private final int maxDepth;
    private final Fields fields;
    private final FieldReader reader;

    LoggedRequest(JsonFactory json, int maxDepth, Fields fields, FieldReader reader) {
        this.json = json;
        this.maxDepth = maxDepth;
        this.fields = fields;
        this.reader = reader;
    }

    /** Null where the record was read; else why it was not. */
    @Nullable
    String read(String text, Draft draft) {
        fields.clear();
        Members members = new Members();
        try (JsonParser parser = json.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "bad-request: no JSON object";
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (!member(name, parser, members, draft)) {
                    return "too-deep: nested more than " + maxDepth + " levels";
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                return "bad-request: the JSON object does not end";
            }
        } catch (IOException e) {
            return "bad-request: no JSON object with method and path";
        }
        if (members.path == null || HopFields.method(members.method) == null) {
            return "bad-request: no JSON object with method and path";
        }
        into(members, members.path, draft);
        return null;
    }

    /** What the record says of the request, as it says it. */
    private static final class Members {
        private @Nullable String id;
        private @Nullable String method;
        private @Nullable String path;
        private @Nullable String query;
        private @Nullable String body;
        private final Map<String, String> headers = new LinkedHashMap<>();
    }

    /** False where the member is nested too deep. */
    private boolean member(String name, JsonParser parser, Members members, Draft draft) throws IOException {
        if (parser.currentToken().isStructStart()) {
            boolean headers = name.equals("headers") && parser.currentToken() == JsonToken.START_OBJECT;
            return headers ? headers(parser, members) : skip(parser);
        }
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return true;
        }
        String value = parser.getText();
        switch (name) {
            case "id" -> members.id = value;
            case "method" -> members.method = value;
            case "path" -> members.path = value;
            case "query" -> members.query = value;
            case "body" -> members.body = value;
            default -> fields.put(name, value, draft);
        }
        return true;
    }

    /** A header that is there several times is an array; its values are joined, as RFC 9110, 5.3, does. */
    private boolean headers(JsonParser parser, Members members) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            StringBuilder value = new StringBuilder();
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (parser.currentToken().isStructStart()) {
                        return false;
                    }
                    value.append(value.isEmpty() ? "" : ", ").append(parser.getText());
                }
            } else if (parser.currentToken().isStructStart()) {
                return false;
            } else {
                value.append(parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText());
            }
            if (members.headers.size() < MAX_HEADERS) {
                members.headers.putIfAbsent(name, value.toString());
            }
        }
        return true;
    }

    private boolean skip(JsonParser parser) throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("the object has no end");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth > maxDepth) {
                return false;
            }
        }
        return true;
    }

    private void into(Members members, String path, Draft draft) {
        draft.form = Form.LOGGED_REQUEST;
        int mark = path.indexOf('?');
        String query = members.query == null && mark >= 0 ? path.substring(mark + 1) : members.query;
        String plain = mark < 0 ? path : path.substring(0, mark);
        members.headers.forEach((name, value) -> header(name, value, draft));
        fields.set(Field.METHOD, String.valueOf(members.method));
        fields.set(Field.PATH, plain);
        reader.read(fields, draft, "");
        HopDraft hop = draft.hop == null ? unanswered(members, plain, draft) : draft.hop;
        hop.vantage = Vantage.INBOUND;
        if (query != null) {
            draft.query(query);
        }
        if (members.id != null) {
            draft.ownLabel(EcsFields.EVENT_ID, Draft.cut(members.id, draft.maxLabelChars()));
        }
        if (members.body != null) {
            draft.ownLabel("http.request.body.length", Integer.toString(members.body.length()));
        }
        draft.parts = new RequestParts(plain, query, members.headers, members.body);
        draft.message(hop.sentence());
        if (draft.time == null) {
            draft.time = NO_TIME;
            draft.timeIsInstant = true;
            draft.timeIsPrecise = true;
            draft.ownLabel(TIME_UNKNOWN, "true");
        }
    }

    /** A gateway may log the request before it has an answer. */
    private static HopDraft unanswered(Members members, String path, Draft draft) {
        HopDraft hop = new HopDraft();
        hop.method = HopFields.method(members.method);
        hop.path = HopFields.pathOf(path);
        draft.hop = hop;
        return hop;
    }

    private void header(String name, String value, Draft draft) {
        if (name.equalsIgnoreCase("user-agent")) {
            fields.set(Field.USER_AGENT, value);
        } else if (name.equalsIgnoreCase("referer")) {
            draft.label("http.request.referrer", value);
        } else if (name.equalsIgnoreCase("x-request-id")) {
            fields.set(Field.REQUEST_ID, value);
        } else if (name.equalsIgnoreCase("traceparent")) {
            fields.set(Field.TRACEPARENT, value);
        } else if (name.equalsIgnoreCase("host")) {
            draft.label("url.domain", value);
        }
    }
}
