package io.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
    /** In the first column of a table. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+) \\|");

    private static final Pattern KEY = Pattern.compile("`([a-z.-]+)`");

    @Test
    void theSettingsPageNamesEverySettingAndNoOther() throws IOException {
        Settings settings = new Settings(Map.of());
        Roles.readAll(settings);
        String page = Files.readString(Path.of("../docs/settings.md"));

        TreeSet<String> described = ROW.matcher(page)
                .results()
                .flatMap(row -> KEY.matcher(row.group(1)).results())
                .map((MatchResult key) -> key.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).containsExactlyElementsOf(new TreeSet<>(settings.known()));
    }
}
