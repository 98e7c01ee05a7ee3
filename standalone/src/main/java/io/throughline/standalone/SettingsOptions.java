package io.throughline.standalone;

import io.throughline.core.config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads settings; add it as a {@code @Mixin}. */
public final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings, as a properties file. Default: throughline.properties here.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting; stronger than the file and the environment.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--verbose", description = "Show where an error comes from.")
    private boolean verbose;

    private final Map<String, String> presets = new LinkedHashMap<>();

    public boolean verbose() {
        return verbose;
    }

    /** What an option of a command's own says, as if it had been given with {@code --set}. */
    public void put(String key, @Nullable Object value) {
        if (value != null) {
            set.put(key, value.toString());
        }
    }

    /** A default of a command's own: weaker than everything that the person said, stronger than the roles' defaults. */
    public void preset(String key, String value) {
        presets.put(key, value);
    }

    /**
     * The settings from all sources, read by every role, so that a wrong one is found even if this command does not use it.
     *
     * @throws io.throughline.core.config.InvalidSettingsException names all problems
     * @throws UserException when the file cannot be read
     */
    public Settings load() {
        return load(System.getenv());
    }

    Settings load(Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>(presets);
        values.putAll(SettingsSources.read(config, environment, set));
        Settings settings = new Settings(values);
        Roles.readAll(settings);
        settings.verify();
        return settings;
    }
}
