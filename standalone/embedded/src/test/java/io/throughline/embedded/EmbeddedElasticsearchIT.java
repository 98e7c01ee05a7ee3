package io.throughline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedElasticsearchIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void keepsDocumentsOverAKillOfItsProcessAndOverAStartOnTheSameFolder() throws Exception {
        int port = Ports.free();
        ServerOptions options = ServerOptions.forTests().withPort(port).withRestart(true);
        try (EmbeddedElasticsearch server = EmbeddedElasticsearch.start(folder, options)) {
            assertThat(put(server, "1")).isEqualTo(201);
            long pid = server.status().pid();

            server.kill();

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> server.status().up() && server.status().pid() != pid);
            assertThat(server.status().restarts()).isEqualTo(1);
            assertThat(server.url()).isEqualTo("http://127.0.0.1:" + port);
            await().atMost(Duration.ofSeconds(30)).until(() -> get(server, "1") == 200);
            assertThat(put(server, "2")).isEqualTo(201);
        }
        assertThat(Ports.isFree(port)).isTrue();

        try (EmbeddedElasticsearch server = EmbeddedElasticsearch.start(folder, options)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> get(server, "1") == 200 && get(server, "2") == 200);
        }
    }

    private int put(EmbeddedElasticsearch server, String id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/things/_create/" + id))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"name\":\"a\"}"))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private int get(EmbeddedElasticsearch server, String id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/things/_doc/" + id))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
