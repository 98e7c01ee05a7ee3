package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The words of an error that Elasticsearch, or a proxy before it, answers with. */
final class ErrorReason {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_LENGTH = 500;

    private ErrorReason() {}

    /** The innermost reason: the outer ones only say that something failed. */
    static String of(byte[] body) {
        try {
            JsonNode tree = MAPPER.readTree(body);
            JsonNode error = tree == null ? null : tree.get("error");
            if (error != null) {
                return bounded(innermost(error));
            }
        } catch (IOException e) {
            // Not Elasticsearch's own answer: whatever it is, its text is all there is to tell.
            return bounded(new String(body, StandardCharsets.UTF_8));
        }
        return bounded(new String(body, StandardCharsets.UTF_8));
    }

    private static String innermost(JsonNode error) {
        if (error.isTextual()) {
            return error.textValue();
        }
        JsonNode current = error.path("root_cause").path(0);
        if (current.isMissingNode()) {
            current = error;
        }
        String reason = current.path("reason").asText(error.path("reason").asText(""));
        JsonNode cause = error.path("failed_shards").path(0).path("reason").path("caused_by");
        if (cause.path("reason").isTextual()) {
            reason = reason + ": " + cause.path("reason").textValue();
        }
        return reason;
    }

    private static String bounded(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }
}
