package io.throughline.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.config.InvalidSettingsException;
import io.throughline.core.config.Settings;
import io.throughline.elasticsearch.bulk.BulkConfig;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ElasticsearchConfigTest {
    @Test
    void theDefaultIsTheEmbeddedServer() {
        Settings settings = new Settings(Map.of());
        ElasticsearchConfig config = ElasticsearchConfig.from(settings);
        assertThat(BulkConfig.from(settings)).isEqualTo(BulkConfig.DEFAULT);
        settings.verify();

        assertThat(config.urls()).containsExactly(URI.create("http://127.0.0.1:19200"));
        assertThat(config).hasToString("Elasticsearch at [http://127.0.0.1:19200] without authentication");
    }

    @Test
    void secretsNeverPrint() {
        assertThat(config(Map.of("elasticsearch.user", "jobs", "elasticsearch.password", "hunter2")))
                .asString()
                .contains("as jobs")
                .doesNotContain("hunter2");
        assertThat(config(Map.of("elasticsearch.api-key", "hunter3")))
                .asString()
                .doesNotContain("hunter3");
    }

    @Test
    void takesTheNodesOfOneCluster() {
        assertThat(config(Map.of("elasticsearch.url", "https://a:9200, https://b:9200"))
                        .urls())
                .containsExactly(URI.create("https://a:9200"), URI.create("https://b:9200"));
    }

    @Test
    void namesEveryProblem() {
        Settings settings = new Settings(Map.of(
                "elasticsearch.url", "ftp://x,http://user:secret@y",
                "elasticsearch.api-key", "k",
                "elasticsearch.user", "u"));
        ElasticsearchConfig.from(settings);

        assertThatThrownBy(settings::verify)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("elasticsearch.url must be http")
                .hasMessageContaining("exclude each other")
                .hasMessageContaining("go together")
                .hasMessageNotContaining("secret");
    }

    private static ElasticsearchConfig config(Map<String, String> values) {
        return ElasticsearchConfig.from(new Settings(values));
    }
}
