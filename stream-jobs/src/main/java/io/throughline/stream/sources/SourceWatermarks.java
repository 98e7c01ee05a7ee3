package io.throughline.stream.sources;

import io.throughline.core.model.RawRecord;
import io.throughline.core.source.RecordTime;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Watermarks of raw records, per partition of the topic and within it per source: see {@link SourceClock}. The time is the one
 * that a cheap look finds; a record that tells none leaves the clock alone.
 *
 * <p>When all sources of a partition are silent, those that ended earlier than others hold nothing back any more: the watermark
 * catches up with the source furthest ahead. It does so after {@link #CATCH_UP_AFTER}, in steps as long as a flow takes late
 * records, one each {@code idleAfter}: a shipper or broker that starts again meanwhile finds the flows of its next records still
 * there.
 */
public final class SourceWatermarks implements WatermarkStrategy<RawRecord> {
    /** Longer than a broker or a shipper takes to start again. */
    static final Duration CATCH_UP_AFTER = Duration.ofSeconds(30);

    private static final long serialVersionUID = 1L;

    private final TimeConfig config;
    private final Duration step;

    /** @param step of event time for which a late record still finds its flow */
    public SourceWatermarks(TimeConfig config, Duration step) {
        this.config = config;
        this.step = step;
    }

    @Override
    public TimestampAssigner<RawRecord> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (raw, previous) -> RecordTime.peekMillis(raw.value(), 0, raw.value().length);
    }

    @Override
    public WatermarkGenerator<RawRecord> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        return new Generator(config, step, context.getInputActivityClock());
    }

    private static final class Generator implements WatermarkGenerator<RawRecord> {
        private final TimeConfig config;
        private final Duration step;
        private final SourceClock clock;
        private final RelativeClock activity;
        private final long started;
        private long stepDue;
        private long told = Long.MIN_VALUE;

        Generator(TimeConfig config, Duration step, RelativeClock activity) {
            this.config = config;
            this.step = step;
            this.activity = activity;
            this.clock = new SourceClock(config.idleAfter(), config.maxSourceLag());
            this.started = activity.relativeTimeMillis();
            this.stepDue = started + CATCH_UP_AFTER.toMillis();
        }

        @Override
        public void onEvent(RawRecord raw, long time, WatermarkOutput output) {
            if (time != RecordTime.NONE) {
                clock.saw(raw.source(), time, activity.relativeTimeMillis(), System.currentTimeMillis());
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            long now = activity.relativeTimeMillis();
            OptionalLong reached = clock.reached(now);
            if (reached.isPresent()) {
                stepDue = now + CATCH_UP_AFTER.toMillis();
                tell(reached.getAsLong(), output);
            } else if (now - started > config.idleAfter().toMillis()) {
                if (now >= stepDue && told != Long.MIN_VALUE) {
                    stepDue = now + config.idleAfter().toMillis();
                    tell(Math.min(clock.leader(), reachedSoFar() + step.toMillis()), output);
                }
                output.markIdle();
            }
        }

        private void tell(long reached, WatermarkOutput output) {
            told = Math.max(told, reached - config.outOfOrderness().toMillis() - 1);
            output.emitWatermark(new Watermark(told));
        }

        private long reachedSoFar() {
            return told + config.outOfOrderness().toMillis() + 1;
        }
    }
}
