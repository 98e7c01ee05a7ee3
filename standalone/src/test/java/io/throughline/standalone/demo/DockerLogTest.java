package io.throughline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant TIME = Instant.parse("2026-11-22T08:15:30.120450Z");
    private static final String ID = Container.of("orders").id("test");

    @TempDir
    Path dir;

    @Test
    void writesALineAsDockerDoes() throws IOException {
        try (DockerLog log = open(1 << 20)) {
            log.write("say \"hi\"", "stderr", TIME);

            assertThat(log.file()).isEqualTo(dir.resolve(ID).resolve(ID + "-json.log"));
            assertThat(log.file())
                    .hasContent(
                            "{\"log\":\"say \\\"hi\\\"\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-22T08:15:30.12045Z\"}\n");
        }
    }

    @Test
    void describesTheContainerBesideTheLog() throws IOException {
        open(1 << 20).close();

        JsonNode config =
                JSON.readTree(dir.resolve(ID).resolve("config.v2.json").toFile());

        assertThat(config.get("ID").asText()).isEqualTo(ID).hasSize(64);
        assertThat(config.get("Name").asText()).isEqualTo("/shop-orders-1");
        assertThat(config.at("/Config/Image").asText()).isEqualTo("shop/orders:4.0.2");
        assertThat(config.at("/Config/Labels/com.docker.compose.service").asText())
                .isEqualTo("orders");
    }

    @Test
    void cutsALongLineIntoPartsOf16KiBOfWhichOnlyTheLastEndsTheLine() throws IOException {
        String line = "x".repeat(DockerLog.PART_BYTES - 1) + "é" + "y".repeat(2 * DockerLog.PART_BYTES);
        try (DockerLog log = open(1 << 20)) {
            log.write(line, "stdout", TIME);

            List<String> parts = new ArrayList<>();
            for (String object : Files.readAllLines(log.file())) {
                parts.add(JSON.readTree(object).get("log").asText());
            }
            assertThat(parts).hasSize(4);
            assertThat(parts.subList(0, 3))
                    .noneMatch(part -> part.endsWith("\n"))
                    .allMatch(part -> part.getBytes(StandardCharsets.UTF_8).length <= DockerLog.PART_BYTES);
            assertThat(String.join("", parts)).isEqualTo(line + "\n");
            assertThat(log.lines()).isEqualTo(1);
        }
    }

    @Test
    void rotatesByRenameAndKeepsSoManyFiles() throws IOException {
        try (DockerLog log = open(100)) {
            for (int i = 0; i < 7; i++) {
                log.write("line " + i + " of a log that grows".repeat(2), "stdout", TIME);
            }

            assertThat(log.file()).content().contains("line 6").doesNotContain("line 5");
            assertThat(log.file().resolveSibling(ID + "-json.log.1")).content().contains("line 5");
            assertThat(log.file().resolveSibling(ID + "-json.log.2")).content().contains("line 4");
            assertThat(log.file().resolveSibling(ID + "-json.log.3")).doesNotExist();
        }
    }

    private DockerLog open(long maxBytes) throws IOException {
        return new DockerLog(dir, Container.of("orders"), ID, TIME, maxBytes, 3);
    }
}
