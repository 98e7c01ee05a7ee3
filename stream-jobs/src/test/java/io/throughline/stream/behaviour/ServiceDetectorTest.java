package io.throughline.stream.behaviour;

import static io.throughline.stream.Parts.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Alert;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceDetectorTest {
    private final Watched fleet = new Watched();

    @Test
    void isSilentAsLongAsEverythingIsAsUsual() {
        fleet.learned();
        for (int second = 120; second < 4_000; second++) {
            fleet.everybody(second);
        }

        assertThat(fleet.alerts).isEmpty();
        assertThat(fleet.news).hasSizeLessThan(1_000);
    }

    @Test
    void isSilentWhileItLearns() {
        fleet.everybody(0);
        fleet.asks("orders", "users", "/profile", 30);
        fleet.asks("gateway", "orders", "/export", 31);

        assertThat(fleet.alerts).isEmpty();
    }

    @Test
    void tellsOfAnEndpointThatNobodyEverAskedForAndGoesOnTelling() {
        fleet.learned();
        for (int i = 0; i < 10; i++) {
            fleet.asks("gateway", "orders", "/export", 130 + i);
        }

        assertThat(fleet.alerts.values()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("new-endpoint");
            assertThat(alert.entity()).containsEntry("service.name", "orders").containsEntry("url.template", "/export");
            assertThat(alert.expected()).contains("1 endpoint of orders known since");
            assertThat(alert.seen()).contains("GET /export by gateway");
            assertThat(alert.count()).isEqualTo(8);
        });
    }

    @Test
    void whereNewEndpointsAreUsualTheyAreNotTold() {
        for (int second = 0; second < 120; second++) {
            fleet.asks("gateway", "files", "/of/" + Integer.toString(second, 36), 2L * second);
        }

        assertThat(fleet.alerts).isEmpty();
    }

    @Test
    void knownWordsInANewCombinationAreNoNewEndpoint() {
        List<String> towns = List.of("wuxi", "jinan", "suzhou", "beijing", "taiyuan");
        for (int second = 0; second < 120; second++) {
            if (second % 5 != 4 || second / 5 % 5 != 3) {
                fleet.asks(
                        "gateway",
                        "trains",
                        "/trips/" + towns.get(second % 5) + "/" + towns.get(second / 5 % 5),
                        second);
            }
        }
        fleet.asks("gateway", "trains", "/trips/taiyuan/beijing", 130);
        assertThat(fleet.alerts).isEmpty();

        fleet.asks("gateway", "trains", "/trips/export", 131);
        assertThat(fleet.rules()).containsExactly("new-endpoint");
    }

    @Test
    void bothEndsOfOneCallTellOfOneRequestNotOfTwo() {
        for (int second = 0; second < 120; second++) {
            String path = "/of/" + Integer.toString(second, 36);
            fleet.asks(null, "files", path, second);
            fleet.asks("gateway", "files", path, second);
        }

        assertThat(fleet.alerts).isEmpty();
    }

    @Test
    void tellsOfTheFirstCallOfAServiceThatOnlyEverAnswered() {
        fleet.learned();
        fleet.asks("payments", "10.0.0.9", null, 130);

        assertThat(fleet.alerts.values()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("new-edge");
            assertThat(alert.entity()).containsEntry("service.name", "payments").containsEntry("peer", "10.0.0.9");
        });
    }

    @Test
    void tellsWhoAsksForSomethingSensitiveThatOthersAskFor() {
        fleet.learned();
        fleet.asks("users", "payments", "/payments/{id}", 130);

        assertThat(fleet.rules()).contains("sensitive-caller");
    }

    @Test
    void tellsOfWhatOnlyServicesAskedForAndTheGatewayNowPassesOn() {
        fleet.learned();
        fleet.asks("gateway", "payments", "/payments/{id}", 130);

        assertThat(fleet.rules()).contains("internal-endpoint-exposed");
    }

    @Test
    void tellsOfAContactWithTheMetadataServiceAndNotOfOneThatWasAlwaysThere() {
        for (int second = 0; second < 120; second++) {
            fleet.asks("operator", "kubernetes.default.svc", "/apis/{name}", second);
            fleet.everybody(second);
        }
        fleet.asks("operator", "kubernetes.default.svc", "/apis/{name}", 130);
        fleet.asks("orders", "169.254.169.254", null, 131);

        assertThat(fleet.alerts.values()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("control-plane-contact");
            assertThat(alert.entity()).containsEntry("service.name", "orders");
        });
    }

    @Test
    void tellsOfAnOlderVersionWhileALaterOneIsInUse() {
        fleet.learned();
        fleet.asks(null, "gateway", "/v1/orders/{id}", 130);

        assertThat(fleet.rules()).containsExactly("old-version");
    }

    @Test
    void tellsOfAnOldVersionThatComesBackAfterAPause() {
        for (int second = 0; second < 15; second++) {
            fleet.asks(null, "gateway", "/v1/orders/{id}", second);
        }
        for (int second = 0; second < 400; second++) {
            fleet.everybody(second);
        }
        fleet.asks(null, "gateway", "/v1/orders/{id}", 400);

        assertThat(fleet.rules()).containsExactly("old-version");
    }

    @Test
    void callsOfSeveralNewServicesWithinAWindowAreAFanOut() {
        fleet.learned();
        for (int i = 0; i < 4; i++) {
            fleet.asks("orders", "10.0.0." + i, null, 130 + 100L * i);
        }

        assertThat(fleet.alerts.values())
                .filteredOn(alert -> alert.rule().equals("fan-out"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.seen()).contains("10.0.0.0").contains("10.0.0.3");
                    assertThat(alert.entity()).containsEntry("service.name", "orders");
                });
    }

    @Test
    void aFlowThatBeginsBehindTheGatewayIsTold() {
        fleet.learned();
        fleet.begins("payments", "GET /payments/{id}", 130);

        assertThat(fleet.alerts.values()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("no-gateway");
            assertThat(alert.entity()).containsEntry("service.name", "payments");
        });
    }

    @Test
    void whereFlowsBreakOffNowAndThenABeginningBehindTheGatewayIsNotTold() {
        for (int second = 0; second < 120; second++) {
            fleet.everybody(second);
            if (second % 20 == 0) {
                fleet.begins("payments", "GET /payments/{id}", second);
            }
        }
        fleet.begins("payments", "GET /payments/{id}", 130);

        assertThat(fleet.alerts).isEmpty();
    }

    @Test
    void aDocumentIsEnoughToTellWhatItDoesNotHave() {
        Watched documented = new Watched(
                Watched.config(Map.of()),
                new OpenApiDocuments(Map.of("orders", List.of("GET /orders/{orderId}", "POST /orders"))));
        documented.asks("gateway", "orders", "/orders/{id}", 0);
        documented.asks("gateway", "orders", "/orders/{id}/raw", 1);

        assertThat(documented.alerts.values()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("undocumented-endpoint");
            assertThat(alert.expected()).contains("2 operations");
        });
    }

    @Test
    void aClientThatIsRefusedAtManyEndpointsScansAndOneThatIsNowAndThenDoesNot() {
        for (int second = 0; second < 3_600; second++) {
            fleet.everybody(second);
            if (second % 300 == 7) {
                fleet.refuses("client-" + second % 5, "gateway", "/missing", second);
            }
        }
        for (int i = 0; i < 16; i++) {
            fleet.refuses("scanner", "gateway", "/guess/" + i, 3_600 + 30L * i);
        }

        assertThat(fleet.alerts.values()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("refusal-scan");
            assertThat(alert.entity()).containsEntry("client", "scanner");
            assertThat(alert.seen()).contains("/guess/");
        });
    }

    @Test
    void remembersNoMoreThanItsLimitOfAServiceThatIsAskedForEverything() {
        ServiceMemory memory = ServiceMemory.begin(at(0));
        for (int i = 0; i < 10_000; i++) {
            ServiceMemory.remember(memory.endpoints(), "GET /" + i, at(i), 1, false);
        }

        assertThat(memory.endpoints()).hasSize(ServiceMemory.MAX_THINGS).containsKey("GET /9999");
    }

    @Test
    void anAlertSaysNoMoreThanItsEvidenceHasRoomFor() {
        fleet.learned();
        for (int i = 0; i < 300; i++) {
            fleet.asks("gateway", "orders", "/export", 130 + i);
        }

        assertThat(fleet.alerts.values())
                .allSatisfy(alert -> assertThat(alert.evidence()).hasSizeLessThanOrEqualTo(Alert.MAX_EVIDENCE));
    }
}
