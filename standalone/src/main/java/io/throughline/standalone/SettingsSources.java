package io.throughline.standalone;

import io.throughline.core.config.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the sources of settings together: a file, then {@code THROUGHLINE_*} of the environment, then {@code --set}. */
final class SettingsSources {
    private static final Path DEFAULT_FILE = Path.of("throughline.properties");
    private static final String PREFIX = "THROUGHLINE_";
    /** Read by the launcher script, not settings. */
    private static final Set<String> NOT_SETTINGS = Set.of("THROUGHLINE_HOME", "THROUGHLINE_JAVA_OPTIONS");

    private SettingsSources() {}

    /**
     * All values by key, the strongest source of each; unknown keys stay in, for {@link Settings#verify} to name them.
     *
     * @throws UserException when the file cannot be read
     */
    static Map<String, String> read(@Nullable Path file, Map<String, String> environment, Map<String, String> set) {
        Map<String, String> values = new HashMap<>();
        if (file != null || Files.exists(DEFAULT_FILE)) {
            values.putAll(properties(file == null ? DEFAULT_FILE : file));
        }
        Map<String, String> keys = keysByVariable();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !NOT_SETTINGS.contains(name)) {
                values.put(keys.getOrDefault(name, plainKey(name)), value);
            }
        });
        values.putAll(set);
        return values;
    }

    /** {@code elasticsearch.api-key} is {@code THROUGHLINE_ELASTICSEARCH_API_KEY}: only the known keys tell dots from dashes. */
    private static Map<String, String> keysByVariable() {
        Settings none = new Settings(Map.of());
        Roles.readAll(none);
        Map<String, String> keys = new HashMap<>();
        for (String key : none.known()) {
            keys.put(PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), key);
        }
        return keys;
    }

    private static String plainKey(String variable) {
        return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserException("the settings file " + file + " cannot be read: " + e.getMessage());
        }
        Map<String, String> values = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            values.put(key, properties.getProperty(key));
        }
        return values;
    }
}
