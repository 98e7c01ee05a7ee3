package io.throughline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.IndexDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads back every document of Throughline's indices, as it was sent. */
final class LandedDocuments {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PAGE = 5_000;

    private LandedDocuments() {}

    static List<IndexDocument> read(ElasticsearchClient client) throws IOException {
        List<IndexDocument> documents = new ArrayList<>();
        ObjectNode query = MAPPER.createObjectNode().put("size", PAGE).put("version", true);
        query.putArray("sort").add("_doc");
        JsonNode page = call(client, "/throughline-*/_search?scroll=1m", query);
        while (!page.at("/hits/hits").isEmpty()) {
            for (JsonNode hit : page.at("/hits/hits")) {
                documents.add(new IndexDocument(
                        hit.path("_index").asText(),
                        hit.path("_id").asText(),
                        hit.path("_version").asLong(),
                        MAPPER.writeValueAsBytes(hit.path("_source"))));
            }
            page = call(
                    client,
                    "/_search/scroll",
                    MAPPER.createObjectNode()
                            .put("scroll", "1m")
                            .put("scroll_id", page.path("_scroll_id").asText()));
        }
        return documents;
    }

    private static JsonNode call(ElasticsearchClient client, String path, ObjectNode body) throws IOException {
        byte[] answer = client.call("POST", path, body).body();
        return MAPPER.readTree(answer);
    }
}
