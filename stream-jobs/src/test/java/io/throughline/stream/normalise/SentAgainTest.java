package io.throughline.stream.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.stream.normalise.SentAgain.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentAgainTest {
    private static final long NOW = 1_800_000_000_000L;

    private final SentAgain before = new SentAgain();

    private static RawRecord inChunk(String chunk, long number) {
        return new RawRecord("web", number, new byte[0], 0, Origin.ofHost("h"), chunk);
    }

    private static RawRecord ofSource(String source, long offset) {
        return new RawRecord(source, offset, new byte[0], Origin.ofHost("h"));
    }

    @Test
    void knowsAChunkThatIsSentAgain() {
        assertThat(before.test(inChunk("c1", 0))).isFalse();
        assertThat(before.test(inChunk("c1", 1))).isFalse();
        assertThat(before.test(inChunk("c1", 0))).isTrue();
        assertThat(before.test(inChunk("c1", 1))).isTrue();
    }

    @Test
    void takesTheRestOfAChunkThatCameInHalf() {
        before.test(inChunk("c1", 0));

        assertThat(before.test(inChunk("c1", 0))).isTrue();
        assertThat(before.test(inChunk("c1", 1))).isFalse();
    }

    @Test
    void doesNotTakeAChunkForASourceOfThatName() {
        before.test(ofSource("c1", 5));

        assertThat(before.test(inChunk("c1", 0))).isFalse();
    }

    @Test
    void forgetsAChunkAfterMinutesAndASourceAfterDays() {
        before.test(inChunk("c1", 0));
        before.test(ofSource("a", 0));
        before.snapshot(NOW);
        long later = NOW + Kind.CHUNK.forgetAfter.toMillis() + 1;

        assertThat(before.snapshot(later)).extracting(SentAgain.Reached::series).containsExactly("a");
        long muchLater = NOW + Kind.SOURCE.forgetAfter.toMillis() + 1;
        assertThat(before.snapshot(muchLater)).isEmpty();
    }

    @Test
    void forgetsTheFirstChunksWhenThereAreTooMany() {
        for (int i = 0; i <= Kind.CHUNK.max; i++) {
            before.test(inChunk("c" + i, 0));
        }

        assertThat(before.forgotten()).isEqualTo(1);
        assertThat(before.test(inChunk("c0", 0))).isFalse();
        assertThat(before.test(inChunk("c" + Kind.CHUNK.max, 0))).isTrue();
    }

    @Test
    void takesTheFurthestOfWhatSeveralTasksKnew() {
        before.test(ofSource("a", 10));
        SentAgain other = new SentAgain();
        other.test(ofSource("a", 40));
        List<SentAgain.Reached> all = new ArrayList<>(before.snapshot(NOW));
        all.addAll(other.snapshot(NOW));
        SentAgain restored = new SentAgain();
        restored.restore(all);

        assertThat(restored.test(ofSource("a", 40))).isTrue();
        assertThat(restored.test(ofSource("a", 41))).isFalse();
    }
}
