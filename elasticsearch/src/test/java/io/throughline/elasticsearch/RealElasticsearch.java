package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.elasticsearch.ElasticsearchClient.Answer;
import io.throughline.elasticsearch.bulk.BulkConfig;
import io.throughline.elasticsearch.bulk.BulkListener;
import io.throughline.elasticsearch.bulk.BulkWriter;
import io.throughline.elasticsearch.bulk.RejectedDocuments;
import io.throughline.embedded.SharedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The real server, shared by the tests of a JVM, and what tests do with it. */
final class RealElasticsearch {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ElasticsearchClient CLIENT = ElasticsearchClient.open(
            ElasticsearchConfig.of(SharedServers.elasticsearch().url()));

    private RealElasticsearch() {}

    static ElasticsearchClient client() {
        return CLIENT;
    }

    /** Empties every index of ours, and has the templates in place. */
    static void clear() {
        IndexTemplates.install(CLIENT);
        JsonNode indices = ElasticsearchClient.tree(call("GET", "/throughline-*/_settings?expand_wildcards=all", null));
        for (var index : indices.properties()) {
            call("DELETE", "/" + index.getKey(), null);
        }
    }

    /** Writes as the jobs do, and makes it visible. */
    static List<String> write(List<IndexDocument> documents) {
        Kept kept = new Kept();
        try (BulkWriter writer =
                new BulkWriter(CLIENT::bulk, BulkConfig.DEFAULT, kept, BulkListener.NONE, new Random(1))) {
            for (IndexDocument document : documents) {
                writer.add(document);
            }
            writer.flush();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        refresh();
        return kept.reasons;
    }

    static void refresh() {
        call("POST", "/throughline-*/_refresh", null);
    }

    static Answer call(String method, String path, @Nullable String body) {
        try {
            Answer answer = CLIENT.call(method, path, body == null ? null : MAPPER.readTree(body));
            if (!answer.ok()) {
                throw new IllegalStateException(method + " " + path + ": " + answer.status() + " "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Remembers why. */
    static final class Kept implements RejectedDocuments {
        final List<String> reasons = new ArrayList<>();

        @Override
        public void reject(IndexDocument document, String reason) {
            reasons.add(reason);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
