package io.throughline.api.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.throughline.api.web.ProblemCode;
import io.throughline.api.web.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a request brings: a rule file as it is, or JSON with the file's text as {@code rule} and, for a test, {@code events}.
 *
 * @param events objects of ECS fields, or lines as they were written
 */
record RuleBody(String rule, List<JsonNode> events) {
    private static final int MAX_EVENTS = 1_000;
    private static final JsonMapper MAPPER = new JsonMapper();

    static RuleBody of(Context ctx) {
        String text = text(ctx.bodyAsBytes());
        String type = ctx.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return new RuleBody(text, List.of());
        }
        JsonNode json = json(text);
        if (!json.path("rule").isTextual()) {
            throw invalid("the body needs rule: the text of a rule file");
        }
        List<JsonNode> events = new ArrayList<>();
        json.path("events").forEach(events::add);
        if (events.size() > MAX_EVENTS) {
            throw invalid("events may be at most " + MAX_EVENTS);
        }
        return new RuleBody(json.path("rule").textValue(), events);
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw invalid("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (text.isBlank()) {
                throw invalid("the body is the text of a rule file, and there is none");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw invalid("the body is not in UTF-8");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.INVALID_REQUEST, detail);
    }
}
