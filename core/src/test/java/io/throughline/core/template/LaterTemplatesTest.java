package io.throughline.core.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.template.LaterTemplates.Used;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaterTemplatesTest {
    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

    private final Map<String, Used> templates = new HashMap<>();

    private void used(String template, int first, int last) {
        templates.put(template, new Used(TEN.plusSeconds(60L * first), TEN.plusSeconds(60L * last)));
    }

    @Test
    void callsManyTemplatesByTheOneThatCameAfterThem() {
        for (char name = 'a'; name <= 'p'; name++) {
            used("/users/" + name + "/orders", 0, 5);
        }
        used("/users/{name}/orders", 5, 60);
        used("/users/search/orders", 0, 60);
        used("/users/{name}", 5, 60);

        assertThat(LaterTemplates.of(templates))
                .hasSize(16)
                .containsEntry("/users/a/orders", "/users/{name}/orders")
                .doesNotContainKey("/users/search/orders");
    }

    @Test
    void leavesFewAsTheyAre() {
        used("/orders/export", 0, 1);
        used("/orders/{id}", 5, 60);

        assertThat(LaterTemplates.of(templates)).isEmpty();
    }
}
