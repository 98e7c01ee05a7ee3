package io.throughline.stream.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Correlation;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.Vantage;
import io.throughline.stream.correlate.Asker.Login;
import io.throughline.stream.correlate.Asker.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AskersTest {
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    private final Askers askers = new Askers(new CredentialDigest("a key of more than 16"));

    private static Hop hop(String service, String path, @Nullable String principal, @Nullable String address, long at) {
        return new Hop(
                "hop-" + service,
                Vantage.INBOUND,
                service,
                service + "-1",
                TEN.plusMillis(at),
                Duration.ofMillis(100 - at),
                "GET " + path,
                null,
                null,
                "GET",
                path,
                200,
                null,
                4_000L,
                principal,
                address,
                null);
    }

    private static LogEvent event(Hop hop, Map<String, String> labels) {
        return new LogEvent(
                "event-" + hop.service(),
                "log",
                hop.service().length(),
                hop.end(),
                hop.service(),
                Origin.ofHost("host"),
                null,
                null,
                null,
                "",
                new Correlation("t1", "span-" + hop.service(), null, null),
                hop,
                labels);
    }

    private Asker asker(Map<String, String> labels) {
        Hop hop = hop("gateway", "/orders", "anna", "10.0.0.9", 0);
        return Objects.requireNonNull(askers.of(event(hop, labels), hop));
    }

    @Test
    void keepsADigestOfTheCredentialAndNeverTheCredential() {
        Asker asker = asker(Map.of("session.id", "s3cr3t-session"));

        assertThat(asker.credential()).matches("[0-9a-f]{16}");
        assertThat(asker.toString()).doesNotContain("s3cr3t");
        assertThat(asker(Map.of("session.id", "another")).credential()).isNotEqualTo(asker.credential());
    }

    @Test
    void tellsMasksApartByTheirDigestsAlone() {
        assertThat(asker(Map.of("token", "[masked:jwt]")).credential()).isNull();
        assertThat(asker(Map.of("token", "[masked:jwt:1a2b3c4d]")).credential()).isNotNull();
    }

    @Test
    void readsRolesPagesAndLogins() {
        Asker asker = asker(Map.of(
                "user.roles", "[\"staff\", \"admin\"]",
                "url.query", "q=a&page=12",
                "event.category", "authentication",
                "event.outcome", "failure"));

        assertThat(asker.roles()).containsExactly("admin", "staff");
        assertThat(asker.page()).isEqualTo(12);
        assertThat(asker.login()).isEqualTo(Login.FAILED);
        assertThat(Askers.page("page=last")).isNegative();
    }

    @Test
    void cutsNamesThatAreTooLong() {
        Hop hop = hop("gateway", "/orders", "x".repeat(100_000), null, 0);

        assertThat(Objects.requireNonNull(askers.of(event(hop, Map.of()), hop)).who())
                .hasSizeLessThanOrEqualTo(Asker.MAX_CHARS);
    }

    @Test
    void whoBeganTheFlowAsksForWhatIsBelowOnce() {
        Hop entry = hop("gateway", "/orders", "anna", "10.0.0.9", 0);
        Hop below = hop("orders", "/orders/4711", null, "10.244.0.3", 10);
        List<FlowPart> parts = List.of(
                FlowPart.of(event(entry, Map.of()), EdgeEvidence.TRACE),
                FlowPart.of(event(below, Map.of()), EdgeEvidence.TRACE));
        Flow flow = FlowAssembler.assemble("t1", parts, 0, false);
        List<String> told = new ArrayList<>();
        List<Request> asks = new ArrayList<>();

        FlowAsks.tell(flow, parts, told, TEN.plusSeconds(2), asks::add);
        FlowAsks.tell(flow, parts, told, TEN.plusSeconds(9), asks::add);

        assertThat(asks).singleElement().satisfies(ask -> {
            assertThat(ask.service()).isEqualTo("orders");
            assertThat(ask.again()).isTrue();
            assertThat(Objects.requireNonNull(ask.asker()).told()).isEqualTo(Told.FLOW_INNER);
            assertThat(ask.asker().who()).isEqualTo("anna");
            assertThat(ask.end()).isEqualTo(TEN.plusSeconds(2));
        });
    }

    @Test
    void theAddressOfTheFirstRequestAsksWhereNobodyIsNamed() {
        Hop entry = hop("gateway", "/orders", null, "203.0.113.9", 0);
        Hop below = hop("orders", "/orders/4711", null, "10.244.0.3", 10);
        List<FlowPart> parts = List.of(
                FlowPart.of(event(entry, Map.of()), EdgeEvidence.TRACE),
                FlowPart.of(event(below, Map.of()), EdgeEvidence.TRACE));
        List<Request> asks = new ArrayList<>();

        FlowAsks.tell(FlowAssembler.assemble("t1", parts, 0, false), parts, new ArrayList<>(), TEN, asks::add);

        assertThat(asks)
                .extracting(ask -> Objects.requireNonNull(ask.asker()).who())
                .containsOnly("203.0.113.9");
    }
}
