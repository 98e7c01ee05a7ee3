package io.throughline.core.flow;

import static io.throughline.core.flow.Flows.flow;
import static io.throughline.core.flow.Flows.hop;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Flow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTimeTest {
    @Test
    void isTheWholeDurationOfAHopWithoutChildren() {
        assertThat(millis(flow(hop("a", null, 0, 30)))).containsExactly(30L);
    }

    @Test
    void isWhatNoChildCovers() {
        assertThat(millis(flow(hop("a", null, 0, 100), hop("b", "a", 10, 30), hop("c", "a", 50, 60))))
                .containsExactly(70L, 20L, 10L);
    }

    @Test
    void countsChildrenThatRunAtTheSameTimeOnce() {
        assertThat(millis(flow(
                        hop("a", null, 0, 100), hop("b", "a", 10, 60), hop("c", "a", 20, 30), hop("d", "a", 40, 80))))
                .containsExactly(30L, 50L, 10L, 40L);
    }

    @Test
    void countsOfAChildOnlyWhatLiesWithinTheHop() {
        assertThat(millis(flow(
                        hop("a", null, 50, 100),
                        hop("early", "a", 0, 60),
                        hop("late", "a", 90, 300),
                        hop("before", "a", 0, 20),
                        hop("after", "a", 100, 120))))
                .startsWith(30L);
    }

    @Test
    void isThereForEveryHopThoughIdsRepeat() {
        assertThat(millis(flow(hop("a", null, 0, 10), hop("a", "a", 2, 4), hop("b", "a", 5, 6))))
                .hasSize(3)
                .startsWith(7L);
    }

    private static List<Long> millis(Flow flow) {
        return SelfTime.of(flow).stream().map(Duration::toMillis).toList();
    }
}
