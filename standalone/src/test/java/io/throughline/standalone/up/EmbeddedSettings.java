package io.throughline.standalone.up;

import io.throughline.core.config.Settings;
import java.nio.file.Path;
import java.util.Map;

/** A line of one's own: its data in a folder, its servers on ports that are free. */
public final class EmbeddedSettings {
    private EmbeddedSettings() {}

    public static Settings in(Path folder, Map<String, String> others) {
        return new Settings(Map.of(
                        "data.dir", folder.toString(),
                        "data.min-free", "0",
                        "embedded.kafka.port", "0",
                        "embedded.elasticsearch.port", "0",
                        "api.port", "0",
                        "receive.forward.port", "0",
                        "receive.http.port", "0",
                        "receive.otlp.port", "0",
                        "receive.syslog.port", "0"))
                .with(others);
    }
}
