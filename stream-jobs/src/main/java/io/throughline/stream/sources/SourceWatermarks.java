package io.throughline.stream.sources;

import io.throughline.core.model.RawRecord;
import io.throughline.core.source.RecordTime;
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
 */
public final class SourceWatermarks implements WatermarkStrategy<RawRecord> {
    private static final long serialVersionUID = 1L;

    private final TimeConfig config;

    public SourceWatermarks(TimeConfig config) {
        this.config = config;
    }

    @Override
    public TimestampAssigner<RawRecord> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (raw, previous) -> RecordTime.peekMillis(raw.value(), 0, raw.value().length);
    }

    @Override
    public WatermarkGenerator<RawRecord> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        return new Generator(config, context.getInputActivityClock());
    }

    private static final class Generator implements WatermarkGenerator<RawRecord> {
        private final TimeConfig config;
        private final SourceClock clock;
        private final RelativeClock activity;
        private final long started;

        Generator(TimeConfig config, RelativeClock activity) {
            this.config = config;
            this.activity = activity;
            this.clock = new SourceClock(config.idleAfter(), config.maxSourceLag());
            this.started = activity.relativeTimeMillis();
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
                output.emitWatermark(new Watermark(
                        reached.getAsLong() - config.outOfOrderness().toMillis() - 1));
            } else if (now - started > config.idleAfter().toMillis()) {
                output.markIdle();
            }
        }
    }
}
