package io.throughline.stream.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.source.RecordTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class SourceWatermarksTest {
    private static final long BEGIN = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final Duration UNTIL_CLOSED = Duration.ofMinutes(1);
    private static final TimeConfig CONFIG = TimeConfig.from(new Settings(Map.of()));
    private static final long BEHIND = CONFIG.outOfOrderness().toMillis() + 1;

    private final ManualClock clock = new ManualClock();
    private final SourceWatermarks watermarks = new SourceWatermarks(CONFIG, UNTIL_CLOSED);
    private final Partition first = new Partition();
    private final Partition second = new Partition();
    private final TimestampAssigner<RawRecord> times =
            watermarks.createTimestampAssigner(UnregisteredMetricsGroup::new);
    private long writtenAt = BEGIN;
    private long offset;

    private final class Partition implements WatermarkOutput {
        final WatermarkGenerator<RawRecord> generator =
                watermarks.createWatermarkGenerator(new WatermarkGeneratorSupplier.Context() {
                    @Override
                    public MetricGroup getMetricGroup() {
                        return new UnregisteredMetricsGroup();
                    }

                    @Override
                    public RelativeClock getInputActivityClock() {
                        return clock;
                    }
                });

        long minutes = -1;
        boolean idle;

        @Override
        public void emitWatermark(Watermark watermark) {
            minutes = Math.floorDiv(watermark.getTimestamp() + BEHIND - BEGIN, MINUTE);
            idle = false;
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {
            idle = false;
        }

        void saw(String source, long minute) {
            RawRecord raw = new RawRecord(source, offset++, new byte[0], Origin.ofHost("h"));
            long ignored = times.extractTimestamp(raw, writtenAt);
            assertThat(ignored).isEqualTo(RecordTime.NONE);
            generator.onEvent(raw, BEGIN + minute * MINUTE, this);
        }
    }

    private void look() {
        first.generator.onPeriodicEmit(first);
        second.generator.onPeriodicEmit(second);
    }

    /** The task is held up, by its sinks say. */
    private void heldUp(int seconds) {
        clock.advanceTime(Duration.ofSeconds(seconds));
        look();
    }

    private void seconds(int seconds, Runnable each) {
        for (int second = 0; second < seconds; second++) {
            each.run();
            look();
            clock.advanceTime(Duration.ofSeconds(1));
            writtenAt += 1_000;
        }
        look();
    }

    private void quiet(int seconds) {
        seconds(seconds, () -> {});
    }

    @Test
    void waitsForTheSourceFurthestBehind() {
        first.saw("a", 0);
        first.saw("b", 30);
        quiet(1);

        assertThat(first.minutes).isZero();
        assertThat(first.idle).isFalse();
    }

    @Test
    void doesNotWaitForASourceThatIsSilentWhileOthersSpeak() {
        first.saw("a", 0);
        seconds(7, () -> first.saw("b", 30));

        assertThat(first.minutes).isEqualTo(30);
    }

    @Test
    void doesNotWaitForASilentSourceWhereLittleIsSaid() {
        first.saw("a", 0);
        quiet(20);
        first.saw("b", 1);
        look();
        long afterARestart = first.minutes;
        seconds(60, () -> second.saw("c", 1));
        first.saw("b", 2);
        look();

        assertThat(afterARestart).isZero();
        assertThat(first.minutes).isEqualTo(2);
    }

    @Test
    void doesNotWaitForAPartitionThatIsSilentWhileOthersSpeak() {
        second.saw("b", 0);
        seconds(7, () -> first.saw("a", 30));
        assertThat(second.idle).isTrue();

        second.saw("b", 1);
        quiet(1);
        assertThat(second.idle).isFalse();
        assertThat(second.minutes).isEqualTo(1);
    }

    @Test
    void waitsForAPartitionOfWhichNothingWasReadYet() {
        quiet(20);
        seconds(4, () -> first.saw("a", 30));

        assertThat(second.idle).isFalse();
        assertThat(second.minutes).isEqualTo(-1);
    }

    @Test
    void waitsForAllWhoSpokeWhenNothingCouldBeHeardForAWhile() {
        first.saw("a", 0);
        first.saw("b", 0);
        second.saw("c", 0);
        quiet(25);
        seconds(4, () -> first.saw("a", 30));

        assertThat(first.minutes).isZero();
        assertThat(second.minutes).isZero();
        assertThat(first.idle).isFalse();
        assertThat(second.idle).isFalse();
    }

    @Test
    void waitsForAPartitionOfABacklogThatHasItsTurnLater() {
        second.saw("b", 0);
        seconds(60, () -> {
            first.saw("a", 30);
            writtenAt -= 1_000;
        });

        assertThat(second.idle).isFalse();
        assertThat(second.minutes).isZero();
    }

    @Test
    void waitsForAPartitionOfABacklogThatIsReadInAMoment() {
        second.saw("b", 0);
        for (int i = 0; i < 100; i++) {
            first.saw("a", 30);
            writtenAt += 1_000;
        }
        look();

        assertThat(second.idle).isFalse();
        assertThat(second.minutes).isZero();
    }

    @Test
    void knowsNoSilenceWhileItIsHeldUp() {
        first.saw("a", 0);
        second.saw("b", 30);
        heldUp(3_600);

        assertThat(first.minutes).isZero();
        assertThat(first.idle).isFalse();
    }

    @Test
    void goesOnWithTheWallClockWhenNothingIsHeard() {
        first.saw("a", 0);
        first.saw("b", 30);
        quiet(5);
        long patient = first.minutes;
        quiet(24);

        assertThat(patient).isZero();
        assertThat(first.minutes).isZero();
        assertThat(first.idle).isFalse();
    }

    @Test
    void closesWhatTheSourceThatEndedLastHasSaid() {
        first.saw("a", 0);
        second.saw("b", 30);
        quiet(31);
        assertThat(first.minutes).isEqualTo(30);
        assertThat(second.minutes).isEqualTo(30);
        assertThat(first.idle).isFalse();

        quiet(60);
        assertThat(first.minutes).isEqualTo(31);
        assertThat(second.minutes).isEqualTo(31);
        assertThat(first.idle).isTrue();
        assertThat(second.idle).isTrue();
    }

    @Test
    void doesNotGoBackForOneThatComesAgain() {
        first.saw("a", 0);
        first.saw("b", 30);
        quiet(100);
        assertThat(first.idle).isTrue();
        first.saw("a", 1);
        quiet(1);

        assertThat(first.minutes).isEqualTo(31);
        assertThat(first.idle).isFalse();
    }

    @Test
    void isIdleWhereNothingTellsATime() {
        quiet(20);
        assertThat(first.idle).isFalse();
        quiet(11);

        assertThat(first.idle).isTrue();
        assertThat(first.minutes).isEqualTo(-1);
    }
}
