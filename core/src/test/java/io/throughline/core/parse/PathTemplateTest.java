package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
    @ParameterizedTest
    @CsvSource({
        "/orders/1000, /orders/{id}",
        "/orders/1000?x=1, /orders/{id}",
        "/a/f22b4711-c04c-4246-9b80-d96d1ab0bdc5/items/7/, /a/{id}/items/{id}/",
        "/files/5f2b8c9d, /files/{id}",
        "/api/v1/travel2service/trips/G1237, /api/v1/travel2service/trips/{id}",
        "/orders/ord-10045, /orders/{id}",
        "/days/2023-01-29, /days/{id}",
        "/users/jane@example.org, /users/{id}",
        "/t/a8Kf3Lm9Qx2Z, /t/{id}",
        "'', /",
    })
    void replacesWhatNamesOneThingOfMany(String path, String template) {
        assertThat(PathTemplate.of(path)).isEqualTo(template);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v2/orders",
                "/oauth2/token",
                "/sha256/facade",
                "/1.0/deadbeef",
                "/reports/report2023.pdf",
                "/api//double",
                "*"
            })
    void leavesWordsAndVersions(String path) {
        assertThat(PathTemplate.of(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    void givesAnEndlessPathAnEnd(int segments) {
        assertThat(PathTemplate.of("/a".repeat(segments))).hasSizeLessThan(600).endsWith("/*");
    }
}
