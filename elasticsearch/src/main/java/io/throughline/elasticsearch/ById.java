package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Finds one document by its id without knowing its partition. */
final class ById {
    /** For a moment, while an amended flow moves to another partition, there may be two. */
    private static final int MAX_COPIES = 10;

    private ById() {}

    /** The source of the document of the highest version; null if there is none. */
    static @Nullable JsonNode newest(ElasticsearchClient client, String kind, String id) {
        JsonNode best = null;
        long bestVersion = -1;
        for (JsonNode hit :
                Searches.send(client, kind, request(id)).path("hits").path("hits")) {
            if (hit.path("_version").asLong() > bestVersion) {
                bestVersion = hit.path("_version").asLong();
                best = hit.path("_source");
            }
        }
        return best;
    }

    static ObjectNode request(String id) {
        ObjectNode body = Searches.object();
        body.put("size", MAX_COPIES);
        body.put("version", true);
        body.put("track_total_hits", false);
        body.putObject("query").putObject("ids").putArray("values").add(DocumentIds.safe(id));
        return body;
    }
}
