package io.throughline.core.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Vantage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private final List<Span> spans = new ArrayList<>();

    private void request(String id, long start, long end) {
        spans.add(new Span(id, Vantage.INBOUND, "order", start, end));
    }

    private void call(String id, long start, long end) {
        spans.add(new Span(id, Vantage.OUTBOUND, "stock", start, end));
    }

    private List<String> roots(long requestsUntil, long callsUntil) {
        return Judgement.of(spans, new Learned(), requestsUntil, callsUntil).stream()
                .map(Judgement.Unit::root)
                .toList();
    }

    @Test
    void decidesRequestsThatAreOverAndLeavesTheRest() {
        request("over", 0, 100);
        call("of-it", 10, 90);
        request("going-on", 50, 5_000_000);
        call("perhaps-of-it", 4_000_000, 4_500_000);
        request("later", 9_000_000, 9_100_000);
        call("of-the-later", 9_010_000, 9_090_000);

        assertThat(roots(1_000, 0)).containsExactly("over");
        assertThat(roots(9_500_000, 0)).containsExactly("over", "going-on", "later");
    }

    @Test
    void doesNotTakeACallForARootThatLiesInARequestStillGoingOn() {
        request("going-on", 0, 9_000_000);
        call("of-it", 1_000_000, 2_000_000);

        assertThat(roots(3_000_000, 3_000_000)).isEmpty();
    }

    @Test
    void decidesWhatWasLeftOutBeforeWhenItsTimeHasCome() {
        for (int i = 0; i < 50; i++) {
            request("r" + i, i * 1_000_000L, i * 1_000_000L + 400_000);
            call("c" + i, i * 1_000_000L + 100_000, i * 1_000_000L + 300_000);
        }

        List<String> seen = new ArrayList<>();
        Learned learned = new Learned();
        for (long until = 10_500_000; until <= 60_500_000; until += 10_000_000) {
            for (Judgement.Unit unit : Judgement.of(spans, learned, until, until - 5_000_000)) {
                seen.add(unit.root() + unit.edges().getFirst().child());
                spans.removeIf(span -> span.id().equals(unit.root())
                        || unit.edges().stream().anyMatch(edge -> edge.child().equals(span.id())));
            }
        }

        assertThat(seen).hasSize(50).allMatch(pair -> pair.matches("r(\\d+)c\\1"));
        assertThat(spans).isEmpty();
    }
}
