package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.store.StoreUnavailableException;
import io.throughline.elasticsearch.ElasticsearchClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the index templates in place: settings and mappings that every new partition gets. They are JSON files beside this class, with
 * a version; a template of the same or a later version is left alone, so that an older process never takes fields away.
 *
 * <p>Settings and mappings go into a component template of the kind's name, so that an operator's own (replicas, shards, codec,
 * lifecycle) in a component template {@code throughline-custom} come after them and win.
 */
public final class IndexTemplates {
    private static final Logger LOG = LoggerFactory.getLogger(IndexTemplates.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long PAUSE_SECONDS = 2;

    static final List<String> KINDS = List.of(
            IndexNames.LOGS,
            IndexNames.FLOWS,
            IndexNames.ALERTS,
            IndexNames.RISKS,
            IndexNames.INVENTORY,
            IndexNames.REPORTS,
            IndexNames.MAP);

    private IndexTemplates() {}

    /**
     * Idempotent; several processes may do so at once.
     *
     * @throws StoreUnavailableException Elasticsearch does not answer
     * @throws IllegalStateException it refuses: the message says why
     */
    public static void install(ElasticsearchClient client) {
        for (String kind : KINDS) {
            JsonNode template = template(kind);
            if (installedVersion(client, kind) < template.path("version").asInt()) {
                accepted(client.call("PUT", "/_component_template/" + kind, component(template)), kind);
                accepted(client.call("PUT", "/_index_template/" + kind, withoutContent(template)), kind);
                LOG.info(
                        "Installed index template {} version {}",
                        kind,
                        template.path("version").asInt());
            }
        }
    }

    /** As {@link #install}, but waits for as long as Elasticsearch is away. */
    public static void installWhenUp(ElasticsearchClient client) throws InterruptedException {
        while (true) {
            try {
                install(client);
                return;
            } catch (StoreUnavailableException e) {
                LOG.warn("Waiting for Elasticsearch to take the index templates: {}", e.getMessage());
                TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
            }
        }
    }

    /** A kind's whole template, as the file has it. */
    static JsonNode template(String kind) {
        try (InputStream json = IndexTemplates.class.getResourceAsStream(kind + ".json")) {
            if (json == null) {
                throw new IllegalStateException("no index template " + kind);
            }
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode component(JsonNode template) {
        ObjectNode component = MAPPER.createObjectNode();
        component.set("template", template.path("template"));
        component.set("version", template.path("version"));
        component.set("_meta", template.path("_meta"));
        return component;
    }

    private static ObjectNode withoutContent(JsonNode template) {
        ObjectNode index = template.deepCopy();
        index.remove("template");
        return index;
    }

    private static int installedVersion(ElasticsearchClient client, String kind) {
        Answer answer = client.call("GET", "/_index_template/" + kind, null);
        if (answer.status() == 404) {
            return -1;
        }
        accepted(answer, kind);
        return ElasticsearchClient.tree(answer)
                .path("index_templates")
                .path(0)
                .path("index_template")
                .path("version")
                .asInt(0);
    }

    private static void accepted(Answer answer, String kind) {
        if (!answer.ok()) {
            throw new IllegalStateException("Elasticsearch does not take the index template " + kind + ": "
                    + answer.status() + " " + ErrorReason.of(answer.body()));
        }
    }
}
