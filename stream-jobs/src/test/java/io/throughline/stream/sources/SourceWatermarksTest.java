package io.throughline.stream.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
    private static final Duration STEP = Duration.ofMinutes(11);
    private static final TimeConfig CONFIG = TimeConfig.from(new Settings(Map.of()));
    private static final long BEHIND = CONFIG.outOfOrderness().toMillis() + 1;

    private final ManualClock clock = new ManualClock();
    private final Output output = new Output();
    private final WatermarkGenerator<RawRecord> generator = new SourceWatermarks(CONFIG, STEP)
            .createWatermarkGenerator(new WatermarkGeneratorSupplier.Context() {
                @Override
                public MetricGroup getMetricGroup() {
                    return new UnregisteredMetricsGroup();
                }

                @Override
                public RelativeClock getInputActivityClock() {
                    return clock;
                }
            });

    private static final class Output implements WatermarkOutput {
        long minutes = -1;
        boolean idle;

        @Override
        public void emitWatermark(Watermark watermark) {
            minutes = (watermark.getTimestamp() + BEHIND - BEGIN) / MINUTE;
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
    }

    private void saw(String source, long minute) {
        generator.onEvent(
                new RawRecord(source, minute, new byte[0], Origin.ofHost("h")), BEGIN + minute * MINUTE, output);
    }

    private void pass(Duration time) {
        clock.advanceTime(time);
        generator.onPeriodicEmit(output);
    }

    @Test
    void waitsForTheSourceFurthestBehind() {
        saw("a", 0);
        saw("b", 30);
        pass(Duration.ofSeconds(1));

        assertThat(output.minutes).isZero();
        assertThat(output.idle).isFalse();
    }

    @Test
    void keepsItsPlaceWhileAShipperStartsAgain() {
        saw("a", 0);
        saw("b", 30);
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(20));

        assertThat(output.minutes).isZero();
        assertThat(output.idle).isTrue();
    }

    @Test
    void catchesUpInStepsWithTheSourceThatEndedLastWhenAllAreSilent() {
        saw("a", 0);
        saw("b", 30);
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(30));
        assertThat(output.minutes).isEqualTo(11);
        assertThat(output.idle).isTrue();

        pass(Duration.ofSeconds(2));
        assertThat(output.minutes).isEqualTo(11);

        pass(Duration.ofSeconds(3));
        assertThat(output.minutes).isEqualTo(22);
        pass(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(5));
        assertThat(output.minutes).isEqualTo(30);
    }

    @Test
    void doesNotGoBackForOneThatComesAgain() {
        saw("a", 0);
        saw("b", 30);
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(30));
        saw("a", 1);
        pass(Duration.ofSeconds(1));

        assertThat(output.minutes).isEqualTo(11);
        assertThat(output.idle).isFalse();
    }

    @Test
    void isIdleWhereNothingTellsATime() {
        pass(Duration.ofSeconds(1));
        assertThat(output.idle).isFalse();
        pass(Duration.ofSeconds(6));

        assertThat(output.idle).isTrue();
        assertThat(output.minutes).isEqualTo(-1);
    }
}
