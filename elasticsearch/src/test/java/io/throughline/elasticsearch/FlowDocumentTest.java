package io.throughline.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.model.Flow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowDocumentTest {
    private static final Instant EVENING = Instant.parse("2023-01-29T23:59:59Z");
    private static final Instant MORNING = Instant.parse("2023-01-30T00:00:03Z");

    @Test
    void readsBackWhatItWrote() throws IOException {
        Flow flow = Samples.flow(
                Samples.TIME,
                Samples.TIME.plusSeconds(2),
                7,
                true,
                Samples.hop("h1", Samples.TIME, Duration.ofNanos(1_234_567)));
        List<IndexDocument> writes = FlowDocument.of(flow);

        assertThat(writes).hasSize(1);
        assertThat(writes.getFirst().index()).isEqualTo("throughline-flows-2023.01.29");
        assertThat(FlowDocument.read(
                        new ObjectMapper().readTree(writes.getFirst().json())))
                .isEqualTo(flow);
    }

    @Test
    void moreRecordsWinAndOfEqualOnesTheClosedFlow() {
        assertThat(version(3, true)).isGreaterThan(version(3, false));
        assertThat(version(4, false)).isGreaterThan(version(3, true));
    }

    @Test
    void leavesNothingBehindInALaterPartitionWhenItsStartMovesOverMidnight() {
        IndexDocument early =
                FlowDocument.of(Samples.flow(MORNING, MORNING, 1, false)).getFirst();
        List<IndexDocument> amended = FlowDocument.of(Samples.flow(EVENING, MORNING, 2, false));

        assertThat(amended.getFirst().index()).isEqualTo("throughline-flows-2023.01.29");
        assertThat(amended.subList(1, amended.size())).singleElement().satisfies(delete -> {
            assertThat(delete.isDelete()).isTrue();
            assertThat(delete.index()).isEqualTo(early.index());
            assertThat(delete.id()).isEqualTo(early.id());
            assertThat(delete.version()).isGreaterThanOrEqualTo(early.version());
        });
    }

    @Test
    void aBrokenClockDoesNotTouchThousandsOfPartitions() {
        Flow tenYears = Samples.flow(
                EVENING.minus(Duration.ofDays(3650)),
                MORNING,
                2,
                false,
                Samples.hop("h", EVENING, Duration.ofSeconds(4)));

        assertThat(FlowDocument.of(tenYears)).hasSizeLessThan(10).anySatisfy(write -> {
            assertThat(write.isDelete()).isTrue();
            assertThat(write.index()).isEqualTo("throughline-flows-2023.01.30");
        });
    }

    private static long version(int lines, boolean closed) {
        return FlowDocument.of(Samples.flow(Samples.TIME, Samples.TIME, lines, closed))
                .getFirst()
                .version();
    }
}
