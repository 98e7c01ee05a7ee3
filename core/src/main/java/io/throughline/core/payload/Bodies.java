package io.throughline.core.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Takes a body apart into its fields: a form, the parts of a multipart form, the names and values of JSON; anything else is one text.
 * What is not of the form that it claims is one text, too.
 */
final class Bodies {
    /** Takes the fields. */
    interface Fields {
        void value(Value.Part part, String name, String raw, boolean encoded, boolean plus);
    }

    private static final int MAX_PARTS = 200;
    private static final int MAX_VALUES = 500;
    private static final int MAX_DEPTH = 200;

    private final Fields fields;
    private final JsonFactory json = new JsonFactory();

    Bodies(Fields fields) {
        this.fields = fields;
    }

    /**
     * Hands the fields of the body over.
     *
     * @param type the content type in lower case, empty where none is known
     * @return false where there are more than are looked at
     */
    boolean read(String body, String type) {
        String start = body.stripLeading();
        if (type.contains("multipart/")) {
            return multipart(body);
        }
        if (type.contains("json") || start.startsWith("{") || start.startsWith("[")) {
            if (json(body)) {
                return true;
            }
        } else if (type.contains("x-www-form-urlencoded") || (type.isEmpty() && isForm(body))) {
            form(body);
            if (body.indexOf('\n') < 0) {
                return true;
            }
        }
        fields.value(Value.Part.WHOLE_BODY, "", body, false, false);
        return !start.startsWith("<") || markup(body);
    }

    /** The values of attributes and the texts between tags, each on its own. */
    private boolean markup(String body) {
        int values = 0;
        int from = 0;
        while (from < body.length()) {
            int end = from;
            while (end < body.length() && "<>\"".indexOf(body.charAt(end)) < 0) {
                end++;
            }
            if (end > from + 1) {
                if (++values > MAX_VALUES) {
                    return false;
                }
                fields.value(Value.Part.BODY, "", body.substring(from, end), false, false);
            }
            from = end + 1;
        }
        return true;
    }

    private static boolean isForm(String body) {
        int equals = body.indexOf('=');
        for (int i = 0; i < equals; i++) {
            if (body.charAt(i) <= ' ' || body.charAt(i) == '<') {
                return false;
            }
        }
        return equals > 0;
    }

    private void form(String body) {
        int from = 0;
        while (from < body.length()) {
            int end = body.indexOf('&', from);
            end = end < 0 ? body.length() : end;
            int equals = body.indexOf('=', from);
            equals = equals < 0 || equals > end ? end : equals;
            String name = body.substring(from, equals);
            fields.value(Value.Part.BODY_NAME, name, name, true, true);
            if (equals < end) {
                fields.value(Value.Part.BODY, name, body.substring(equals + 1, end), true, true);
            }
            from = end + 1;
        }
    }

    /** The parts between the lines of the boundary (RFC 2046, 5.1), which the body's first line tells. */
    private boolean multipart(String body) {
        int lineEnd = body.indexOf('\n');
        String boundary = lineEnd < 0 ? "" : body.substring(0, lineEnd).strip();
        if (!boundary.startsWith("--") || boundary.length() < 3) {
            fields.value(Value.Part.WHOLE_BODY, "", body, false, false);
            return true;
        }
        int from = lineEnd + 1;
        int parts = 0;
        while (from < body.length()) {
            int end = body.indexOf(boundary, from);
            end = end < 0 ? body.length() : end;
            if (++parts > MAX_PARTS) {
                return false;
            }
            part(body.substring(from, end));
            int next = body.indexOf('\n', end);
            from = next < 0 ? body.length() : next + 1;
        }
        return true;
    }

    private void part(String part) {
        int blank = part.indexOf("\r\n\r\n");
        int size = 4;
        if (blank < 0) {
            blank = part.indexOf("\n\n");
            size = 2;
        }
        String head = blank < 0 ? part : part.substring(0, blank);
        fields.value(Value.Part.BODY_NAME, quoted(head, "filename="), quoted(head, "filename="), false, false);
        fields.value(Value.Part.BODY_NAME, quoted(head, "name="), quoted(head, "name="), false, false);
        if (blank >= 0) {
            String value = part.substring(blank + size);
            fields.value(Value.Part.BODY, quoted(head, "name="), value.stripTrailing(), true, false);
        }
    }

    private static String quoted(String head, String name) {
        int at = head.indexOf(name);
        int open = at < 0 ? -1 : at + name.length();
        if (open < 0 || open >= head.length() || head.charAt(open) != '"') {
            return "";
        }
        int close = head.indexOf('"', open + 1);
        return close < 0 ? head.substring(open + 1) : head.substring(open + 1, close);
    }

    private boolean json(String body) {
        try (JsonParser parser = json.createParser(body)) {
            String name = "";
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart() && ++depth > MAX_DEPTH) {
                    return false;
                }
                depth -= token.isStructEnd() ? 1 : 0;
                if (token == JsonToken.FIELD_NAME) {
                    name = parser.currentName();
                    fields.value(Value.Part.BODY_NAME, name, name, false, false);
                } else if (token == JsonToken.VALUE_STRING) {
                    fields.value(Value.Part.BODY, name, parser.getText(), false, false);
                }
            }
            return true;
        } catch (IOException e) {
            return false; // not JSON: the caller takes it for one text
        }
    }
}
