package io.throughline.ingest.receive.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.config.InvalidSettingsException;
import io.throughline.core.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpReceiveConfigTest {
    @Test
    void listensOnThisMachineAloneUnlessTold() {
        Settings none = new Settings(Map.of());

        HttpReceiveConfig http = HttpReceiveConfig.from(none);
        HttpReceiveConfig otlp = HttpReceiveConfig.otlp(none);

        assertThat(http.host()).isEqualTo("127.0.0.1");
        assertThat(http.port()).isEqualTo(9880);
        assertThat(otlp.host()).isEqualTo("127.0.0.1");
        assertThat(otlp.port()).isEqualTo(4318);
        assertThat(http.token()).isNull();
    }

    @Test
    void neverPrintsTheToken() {
        HttpReceiveConfig config = HttpReceiveConfig.from(new Settings(Map.of("receive.http.token", "s3cret")));

        assertThat(config.token()).isNotNull();
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void namesWhatIsWrong() {
        Settings settings = new Settings(Map.of("receive.http.token", " ", "receive.otlp.max-depth", "0"));
        HttpReceiveConfig.from(settings);
        HttpReceiveConfig.otlp(settings);

        assertThatThrownBy(settings::verify)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("receive.http.token may not be empty")
                .hasMessageContaining("receive.otlp.max-depth must be a number from 1 to 500");
    }
}
