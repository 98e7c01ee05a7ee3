package io.throughline.stream.behaviour;

import static io.throughline.stream.Parts.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.correlate.FlowTraits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SequenceDetectorTest {
    private final SequenceDetector detector = new SequenceDetector(Watched.config(Map.of()));
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private @Nullable SequenceMemory memory;
    private int flows;

    private void calls(long seconds, boolean failed, String... calls) {
        String flow = "flow-" + flows++;
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i <= calls.length; i++) {
            evidence.add(new Evidence(flow + "-" + i, flow, "file", i));
        }
        memory = detector.observe(
                memory,
                new DoneWork(
                        flow,
                        at(seconds * 1_000),
                        at(seconds * 1_000),
                        new FlowTraits.Work("shop", "GET /checkout", List.of(calls), failed, evidence)),
                alert -> alerts.put(alert.id(), alert));
    }

    private void learns() {
        for (int i = 0; i < 200; i++) {
            if (i % 3 == 0) {
                calls(i, false, "cart", "stock", "payment", "mail");
            } else {
                calls(i, false, "cart", "payment", "mail");
            }
        }
    }

    @Test
    void tellsOfAStepThatIsLeftOut() {
        learns();
        assertThat(alerts).isEmpty();

        calls(300, false, "cart", "mail");

        assertThat(alerts.values()).singleElement().satisfies(alert -> {
            assertThat(alert.seen()).contains("mail never came after cart: cart > mail");
            assertThat(alert.expected()).contains("200 requests").contains("another has a chance below 0.0150");
            assertThat(alert.evidence()).hasSize(3);
        });
    }

    @Test
    void tellsOfACallThatIsNeverMadeForThisRequest() {
        learns();
        calls(300, false, "cart", "payment", "export", "mail");

        assertThat(alerts.values())
                .singleElement()
                .satisfies(alert -> assertThat(alert.seen()).contains("export was never called"));
    }

    @Test
    void whatIsOddInTheSameWaySoonAfterIsTheSameAlert() {
        learns();
        for (int i = 0; i < 8; i++) {
            calls(300 + i, false, "mail", "payment", "cart");
        }

        assertThat(alerts.values())
                .singleElement()
                .satisfies(alert -> assertThat(alert.count()).isEqualTo(8));
    }

    @Test
    void whatGoesOnIsTheSameAlertHoweverMuchElseIsOdd() {
        learns();
        for (int i = 0; i < 64; i++) {
            calls(300 + 2 * i, false, "mail", "payment", "cart");
            calls(301 + 2 * i, false, "cart", "payment", "export-" + i, "mail");
        }

        assertThat(alerts.values())
                .filteredOn(alert ->
                        alert.seen().startsWith("cart") || !alert.seen().contains("export"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.count()).isEqualTo(64));
    }

    @Test
    void aRequestThatFailsOrEndsEarlyIsNoMisuse() {
        learns();
        calls(300, true, "cart", "mail");
        calls(301, false, "cart", "stock");

        assertThat(alerts).isEmpty();
    }

    @Test
    void whatFailedInAnOddWayHidesNothingOfWhatComesAfterIt() {
        learns();
        calls(300, true, "cart", "elsewhere", "mail");
        calls(301, false, "cart", "mail");

        assertThat(alerts).hasSize(1);
    }

    @Test
    void isSilentOnAKindOfRequestWithTooFewOfThem() {
        for (int i = 0; i < 99; i++) {
            calls(i, false, "cart", "payment");
        }
        calls(300, false, "payment", "cart");

        assertThat(alerts).isEmpty();
    }

    @Test
    void whereEveryRequestIsDifferentNoneIsImprobable() {
        for (int i = 0; i < 150; i++) {
            calls(i, false, "call-" + 2 * i, "call-" + (2 * i + 1), "end");
        }
        calls(500, false, "other", "end");

        assertThat(alerts).isEmpty();
    }

    @Test
    void remembersNoMoreThanItsLimit() {
        for (int i = 0; i < 3_000; i++) {
            calls(i, false, "call-" + i, "end");
        }

        assertThat(memory).satisfies(known -> {
            assertThat(known.ways()).hasSize(SequenceMemory.MAX_THINGS);
            assertThat(known.steps()).hasSize(SequenceMemory.MAX_THINGS);
            assertThat(known.calls()).hasSize(SequenceMemory.MAX_THINGS);
        });
    }
}
