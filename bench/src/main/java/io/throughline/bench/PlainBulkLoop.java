package io.throughline.bench;

import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchClient.Answer;
import io.throughline.elasticsearch.IndexDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** The peer: the same documents, already bytes, sent in bulks with two under way. No retries, no ordering, nothing else. */
final class PlainBulkLoop {
    private static final int BULK_BYTES = 2 << 20;
    private static final int IN_FLIGHT = 2;

    private PlainBulkLoop() {}

    static void index(ElasticsearchClient client, Iterator<IndexDocument> documents) throws IOException {
        Queue<CompletableFuture<Answer>> underWay = new ArrayDeque<>();
        ByteArrayOutputStream bulk = new ByteArrayOutputStream(BULK_BYTES + (64 << 10));
        while (documents.hasNext()) {
            IndexDocument document = documents.next();
            bulk.writeBytes(("{\"index\":{\"_index\":\"" + document.index() + "\",\"_id\":\"" + document.id()
                            + "\",\"version\":" + document.version() + ",\"version_type\":\"external_gte\"}}\n")
                    .getBytes(StandardCharsets.UTF_8));
            bulk.writeBytes(document.json());
            bulk.write('\n');
            if (bulk.size() >= BULK_BYTES || !documents.hasNext()) {
                if (underWay.size() == IN_FLIGHT) {
                    require(underWay.remove());
                }
                byte[] lines = bulk.toByteArray();
                underWay.add(client.bulk(lines, lines.length));
                bulk.reset();
            }
        }
        for (CompletableFuture<Answer> sent : underWay) {
            require(sent);
        }
    }

    private static void require(CompletableFuture<Answer> sent) throws IOException {
        Answer answer = sent.join();
        if (!answer.ok() || new String(answer.body(), StandardCharsets.UTF_8).contains("\"errors\":true")) {
            throw new IOException(
                    "a bulk of the plain loop failed: " + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }
}
