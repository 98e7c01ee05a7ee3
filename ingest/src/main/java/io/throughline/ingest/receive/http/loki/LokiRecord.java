package io.throughline.ingest.receive.http.loki;

import io.throughline.core.schema.Timestamps;
import io.throughline.ingest.receive.http.web.JsonObject;
import io.throughline.ingest.receive.http.web.JsonObjects;
import io.throughline.ingest.receive.http.web.JsonTime;
import io.throughline.ingest.receive.http.web.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line with its labels as one JSON object. A line that is a JSON object itself keeps its own members, so that its levels and ids
 * are seen; any other is the {@code message}.
 */
final class LokiRecord {
    private static final String MESSAGE = "message";
    /** Before the name of a label that a member of the line has. */
    private static final String TAKEN = "loki.";

    private final JsonObjects objects;

    LokiRecord(int maxDepth) {
        this.objects = new JsonObjects(maxDepth, JsonTime.NAMES);
    }

    byte[] bytes(Map<String, String> labels, LokiEntry entry) {
        JsonObject own = own(entry.line());
        Map<String, String> members = new LinkedHashMap<>();
        if (own == null || !JsonTime.isIn(own)) {
            members.put(JsonTime.TIMESTAMP, Timestamps.format(entry.time()));
        }
        if (own == null) {
            members.put(MESSAGE, entry.line());
        }
        labels.forEach((name, value) -> add(members, own, name, value));
        entry.metadata().forEach((name, value) -> add(members, own, name, value));
        return own == null ? JsonObject.of(members) : own.with(members);
    }

    private static void add(Map<String, String> members, @Nullable JsonObject own, String name, String value) {
        boolean taken =
                members.containsKey(name) || (own != null && own.members().contains(name));
        members.putIfAbsent(taken ? TAKEN + name : name, value);
    }

    private @Nullable JsonObject own(String line) {
        if (!line.startsWith("{")) {
            return null;
        }
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        List<JsonObject> found = new ArrayList<>(1);
        try {
            objects.read(bytes, 0, bytes.length, found::add);
        } catch (ProblemException e) {
            // A line may be anything; this one is text.
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.size() == 1 ? found.getFirst() : null;
    }
}
