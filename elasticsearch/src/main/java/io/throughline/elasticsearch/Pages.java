package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages by {@code search_after}: a cursor is the sort values of the last item given, in base64, so that it holds no resources on
 * the server and stays good for ever. One item more than the page has is asked for, to know whether this is the last.
 */
final class Pages {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Pages() {}

    /** Refuses sizes that the store does not give. */
    static void checkSize(int size, int max) {
        if (size < 1 || size > max) {
            throw new InvalidQueryException("A page has 1 to " + max + " items, not " + size + ".");
        }
    }

    /** Continues a sorted request behind the cursor; null: from the beginning. */
    static void after(ObjectNode body, @Nullable String cursor) {
        if (cursor == null) {
            return;
        }
        JsonNode values = decode(cursor);
        JsonNode sort = body.path("sort");
        boolean good = values.isArray() && values.size() == sort.size();
        for (int i = 0; good && i < sort.size(); i++) {
            JsonNode value = values.path(i);
            good = sort.path(i).has(EcsFields.TIMESTAMP) ? isInstant(value) : value.isValueNode();
        }
        if (!good) {
            throw foreign();
        }
        body.set("search_after", values);
    }

    /** @param size how many the page has; the answer may hold one more */
    static <T> Page<T> read(JsonNode answer, int size, Function<JsonNode, T> item) {
        JsonNode hits = answer.path("hits").path("hits");
        List<T> items = new ArrayList<>(Math.min(size, hits.size()));
        for (int i = 0; i < hits.size() && i < size; i++) {
            items.add(item.apply(hits.path(i)));
        }
        JsonNode total = answer.path("hits").path("total");
        String cursor = hits.size() > size ? encode(hits.path(size - 1).path("sort")) : null;
        return new Page<>(
                items,
                total.path("value").asLong(),
                !total.path("relation").asText().equals("gte"),
                cursor);
    }

    private static String encode(JsonNode values) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(values.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode decode(String cursor) {
        try {
            JsonNode values = MAPPER.readTree(Base64.getUrlDecoder().decode(cursor));
            if (values != null) {
                return values;
            }
        } catch (IllegalArgumentException | IOException e) {
            throw foreign();
        }
        throw foreign();
    }

    private static boolean isInstant(JsonNode value) {
        try {
            return value.isTextual() && Instant.parse(value.textValue()) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static InvalidQueryException foreign() {
        return new InvalidQueryException("The cursor is not one that a page before gave.");
    }
}
