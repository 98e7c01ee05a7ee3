package io.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSourcesTest {
    @TempDir
    Path folder;

    @Test
    void theEnvironmentIsStrongerThanTheFileAndTheCommandLineStrongerThanBoth() throws Exception {
        Path file = folder.resolve("throughline.properties");
        Files.writeString(file, "kafka.bootstrap=a:1\nkafka.partitions=2\ndata.dir=/file\n");
        Map<String, String> environment =
                Map.of("THROUGHLINE_KAFKA_PARTITIONS", "3", "THROUGHLINE_DATA_DIR", "/environment", "HOME", "/root");

        Map<String, String> values = SettingsSources.read(file, environment, Map.of("data.dir", "/set"));

        assertThat(values)
                .containsEntry("kafka.bootstrap", "a:1")
                .containsEntry("kafka.partitions", "3")
                .containsEntry("data.dir", "/set")
                .hasSize(3);
    }

    @Test
    void aVariableFindsTheKeyWithDashes() {
        assertThat(SettingsSources.read(null, Map.of("THROUGHLINE_DATA_MIN_FREE", "1g"), Map.of()))
                .containsExactly(Map.entry("data.min-free", "1g"));
    }

    @Test
    void theLaunchersVariablesAreNoSettings() {
        assertThat(SettingsSources.read(null, Map.of("THROUGHLINE_HOME", "/opt"), Map.of()))
                .isEmpty();
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        Path missing = folder.resolve("missing.properties");

        assertThatThrownBy(() -> SettingsSources.read(missing, Map.of(), Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(missing.toString());
    }
}
