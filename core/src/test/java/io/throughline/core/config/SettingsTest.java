package io.throughline.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void givesThePresetWhereNothingIsSet() {
        Settings settings = new Settings(Map.of());

        assertThat(settings.string("host.name", "here")).isEqualTo("here");
        assertThat(settings.optional("elasticsearch.password")).isNull();
        assertThat(settings.integer("api.port", 8080, 1, 65535)).isEqualTo(8080);
        assertThat(settings.decimal("share", 0.5, 0, 1)).isEqualTo(0.5);
        assertThat(settings.flag("on", true)).isTrue();
        assertThat(settings.duration("every", DAY, Duration.ZERO, DAY)).isEqualTo(DAY);
        assertThat(settings.bytes("heap", 512, 1, 1024)).isEqualTo(512);
        assertThatCode(settings::verify).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "10m,PT10M", "12H,PT12H", "7d,PT168H", "PT1M30S,PT1M30S", "' 5s ',PT5S"})
    void readsDurations(String text, Duration expected) {
        Settings settings = new Settings(Map.of("every", text));

        assertThat(settings.duration("every", DAY, Duration.ZERO, DAY.multipliedBy(365)))
                .isEqualTo(expected);
        assertThatCode(settings::verify).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"12,12", "64k,65536", "512M,536870912", "3g,3221225472"})
    void readsSizes(String text, long expected) {
        Settings settings = new Settings(Map.of("heap", text));

        assertThat(settings.bytes("heap", 1, 0, Long.MAX_VALUE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "9223372036854775807k", "-1", "a lot", "1.5g"})
    void refusesWhatIsNoSize(String text) {
        assertThat(problems(new Settings(Map.of("heap", text)), s -> s.bytes("heap", 1, 0, Long.MAX_VALUE)))
                .singleElement()
                .asString()
                .startsWith("heap must be a size from 0 to ")
                .endsWith("not '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "5", "5 parsecs", "-1s", "8d", "P1Y", "9223372036854775807d"})
    void refusesWhatIsNoDurationOrOutOfRange(String text) {
        assertThat(problems(
                        new Settings(Map.of("every", text)),
                        s -> s.duration("every", DAY, Duration.ZERO, DAY.multipliedBy(7))))
                .singleElement()
                .asString()
                .startsWith("every must be a duration from PT0S to PT168H");
    }

    @Test
    void namesEveryProblemAtOnce() {
        Settings settings = new Settings(Map.of("api.port", "99999", "on", "yes", "share", "NaN", "host.name", " "));

        assertThat(problems(settings, s -> {
                    s.integer("api.port", 8080, 1, 65535);
                    s.flag("on", false);
                    s.decimal("share", 0.5, 0, 1);
                    s.string("host.name", "here");
                    s.problem("tls.key", "needs tls.certificate");
                }))
                .containsExactly(
                        "api.port must be a number from 1 to 65535, not '99999'",
                        "on must be true or false, not 'yes'",
                        "share must be a number from 0.0 to 1.0, not 'NaN'",
                        "host.name may not be empty, not ' '",
                        "tls.key needs tls.certificate");
    }

    @Test
    void saysWhichSettingAnUnknownOneMayHaveMeant() {
        Settings settings = new Settings(Map.of("kafka.bootstrp", "a:1", "colour", "red"));

        assertThat(problems(settings, s -> s.string("kafka.bootstrap", "b:1")))
                .containsExactly(
                        "colour is no setting", "kafka.bootstrp is no setting (did you mean kafka.bootstrap?)");
    }

    private static List<String> problems(Settings settings, Consumer<Settings> role) {
        role.accept(settings);
        InvalidSettingsException thrown = catchThrowableOfType(InvalidSettingsException.class, settings::verify);
        return thrown == null ? List.of() : thrown.problems();
    }
}
