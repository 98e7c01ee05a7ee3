package io.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentFilesTest {
    private static final Pattern VARIABLE = Pattern.compile("\\bTHROUGHLINE_[A-Z_]+");
    private static final Pattern OPTION = Pattern.compile("--add-opens=java.base/[a-z.]+");

    @ParameterizedTest
    @ValueSource(strings = {"throughline-ship.service", "kubernetes-ship.yaml", "Dockerfile"})
    void setOnlySettingsThatThereAre(String file) throws IOException {
        Settings settings = new Settings(Map.of());
        Roles.readAll(settings);
        Set<String> variables = settings.known().stream()
                .map(key -> "THROUGHLINE_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());

        assertThat(all(VARIABLE, Path.of("../deploy", file))).isNotEmpty().isSubsetOf(variables);
    }

    @Test
    void theImageOpensToFlinkWhatTheLauncherOpens() throws IOException {
        String launcher = Files.readString(Path.of("../throughline"));
        String list =
                launcher.substring(launcher.indexOf("OPENS=(") + 7, launcher.indexOf(')', launcher.indexOf("OPENS=(")));
        Set<String> opened = Pattern.compile("\\s+")
                .splitAsStream(list.strip())
                .map(name -> "--add-opens=java.base/" + name)
                .collect(Collectors.toSet());

        assertThat(all(OPTION, Path.of("../deploy/Dockerfile"))).isEqualTo(opened);
    }

    private static Set<String> all(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
