package io.throughline.core.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.throughline.core.model.Origin;
import java.io.IOException;

/** A JSON object as a log line, whichever library wrote it. Nested members become dotted names. */
final class JsonLog {
    /** Of one array, joined to one value. */
    private static final int MAX_ARRAY_CHARS = 4096;

    enum Outcome {
        READ,
        NOT_JSON,
        TOO_DEEP
    }

    private final JsonFactory json;
    private final int maxDepth;
    private final Fields fields;
    private final FieldReader reader;
    private final JsonForms forms;
    private final JsonScan scan;
    private final StringBuilder path = new StringBuilder();
    /** How much of the path belongs to the object at each depth. */
    private final int[] prefixes;

    JsonLog(JsonFactory json, int maxDepth, Fields fields, FieldReader reader, JsonForms forms) {
        this.forms = forms;
        this.json = json;
        this.maxDepth = maxDepth;
        this.fields = fields;
        this.reader = reader;
        this.prefixes = new int[maxDepth + 1];
        this.scan = new JsonScan(maxDepth);
    }

    /** An object, or an array of something: nothing is ever written so, but how deep it is must be seen. */
    static boolean looksLike(String text) {
        int start = Text.skipBlanks(text, 0);
        return text.startsWith("{", start) || text.startsWith("[[", start) || text.startsWith("[{", start);
    }

    /**
     * Unless it is {@code READ}, the draft is as it was.
     *
     * @param bytes the text's in UTF-8
     */
    Outcome read(String text, byte[] bytes, Draft draft, Origin source) {
        Outcome outcome = usual(bytes, draft) ? Outcome.READ : members(text, draft);
        if (outcome != Outcome.READ) {
            draft.clear();
            return outcome;
        }
        JsonForm form = HopLine.looksLike(fields) ? null : forms.found();
        if (form != null) {
            draft.clear();
            if (known(form, text, draft, source)) {
                return outcome;
            }
            draft.clear();
            if (!usual(bytes, draft)) {
                members(text, draft);
            }
        }
        hopOrLog(draft, text, source);
        return outcome;
    }

    /** The text is known to be an object: whatever goes wrong now, it is not of the form. */
    private boolean known(JsonForm form, String text, Draft draft, Origin source) {
        try {
            return forms.read(form, text, draft, source);
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads what most records are, fast; false where it takes a full parser. The draft is then as it was. */
    private boolean usual(byte[] bytes, Draft draft) {
        fields.clear();
        forms.clear();
        JsonScan.Step step = scan.start(bytes, 0, bytes.length) ? scan.next() : JsonScan.Step.OTHER;
        while (step != JsonScan.Step.END) {
            if (step == JsonScan.Step.OTHER) {
                draft.clear();
                return false;
            }
            if (scan.depth() == 1) {
                forms.see(scan.path());
            }
            if (step == JsonScan.Step.VALUE) {
                fields.put(scan.path(), scan.text(), draft);
            }
            step = scan.next();
        }
        return true;
    }

    private Outcome members(String text, Draft draft) {
        fields.clear();
        forms.clear();
        path.setLength(0);
        Outcome outcome;
        try (JsonParser parser = json.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                outcome = object(parser, draft);
            } else {
                outcome = first == JsonToken.START_ARRAY && !array(parser, draft, 0)
                        ? Outcome.TOO_DEEP
                        : Outcome.NOT_JSON;
            }
            if (outcome == Outcome.READ && parser.nextToken() != null) {
                outcome = Outcome.NOT_JSON;
            }
        } catch (IOException e) {
            outcome = Outcome.NOT_JSON;
        }
        return outcome;
    }

    private void hopOrLog(Draft draft, String text, Origin source) {
        if (HopLine.looksLike(fields) && HopLine.read(fields, draft, source)) {
            draft.form = Form.HOP_RECORD;
            fields.label(draft);
            return;
        }
        if (ShipperEnvelope.looksLike(fields)) {
            ShipperEnvelope.open(fields, draft, source);
        }
        draft.form = Form.JSON;
        reader.read(fields, draft, text);
    }

    /** Goes through the whole object with a counter of its own, so that no depth can overflow the stack. */
    private Outcome object(JsonParser parser, Draft draft) throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return Outcome.NOT_JSON;
            }
            switch (token) {
                case FIELD_NAME -> {
                    if (depth == 1) {
                        forms.see(parser.currentName());
                    }
                    name(parser.currentName(), prefixes[depth]);
                }
                case START_OBJECT -> {
                    if (++depth > maxDepth) {
                        return Outcome.TOO_DEEP;
                    }
                    prefixes[depth] = path.length();
                }
                case END_OBJECT -> depth--;
                case START_ARRAY -> {
                    if (!array(parser, draft, depth)) {
                        return Outcome.TOO_DEEP;
                    }
                }
                case VALUE_NULL -> {}
                default -> fields.put(path.toString(), parser.getText(), draft);
            }
        }
        return Outcome.READ;
    }

    /** Joins the array's plain values; what is nested in it is kept by its values only. */
    private boolean array(JsonParser parser, Draft draft, int outerDepth) throws IOException {
        StringBuilder joined = new StringBuilder();
        int depth = outerDepth + 1;
        while (depth > outerDepth) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
                depth++;
            } else if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
                depth--;
            } else if (token == null) {
                return true; // the end of the text, which the caller meets next
            } else if (token != JsonToken.FIELD_NAME && joined.length() < MAX_ARRAY_CHARS) {
                joined.append(joined.isEmpty() ? "" : ", ").append(parser.getText());
            }
            if (depth > maxDepth) {
                return false;
            }
        }
        fields.put(path.toString(), Draft.cut(joined.toString(), MAX_ARRAY_CHARS), draft);
        return true;
    }

    private void name(String name, int prefix) {
        path.setLength(prefix);
        path.append(prefix == 0 ? "" : ".").append(name);
    }
}
