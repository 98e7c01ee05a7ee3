package io.throughline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MisuseTest {
    @Test
    void anAlertOfTheRuleAboutTheCulpritsTellsOfTheMisuse() {
        assertThat(Misuse.COMPROMISED_CONTAINER.alert())
                .accepts(alert("new-edge", Map.of("service.name", "recommendations", "peer", "payments")))
                .rejects(alert("new-edge", Map.of("service.name", "shipping", "peer", "payments")))
                .rejects(alert("error-burst", Map.of("service.name", "recommendations", "peer", "payments")));
        assertThat(Misuse.ID_ENUMERATION.alert())
                .accepts(alert("id-enumeration", Map.of("client", "mallory", "url.template", "/orders/{id}")))
                .rejects(alert("id-enumeration", Map.of("client", "mallory", "url.template", "/stock/{id}")))
                .rejects(alert("id-enumeration", Map.of("client", "alice", "url.template", "/orders/{id}")));
        assertThat(Misuse.ID_ENUMERATION.consequence())
                .accepts(alert("id-enumeration", Map.of("client", "mallory", "url.template", "/stock/{id}")))
                .rejects(alert("id-enumeration", Map.of("client", "alice", "url.template", "/stock/{id}")));
        assertThat(Misuse.FAILING_DEPENDENCY.alert())
                .accepts(alert("error-burst", Map.of("service.name", "orders", "peer", "inventory-stock")))
                .rejects(alert("error-burst", Map.of("service.name", "orders", "peer", "payments")));
    }

    private static FoundAlert alert(String rule, Map<String, String> entity) {
        return new FoundAlert("1", rule, "high", "", Instant.EPOCH, Instant.EPOCH, entity, "", "", List.of(), 0);
    }
}
