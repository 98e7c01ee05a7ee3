package io.throughline.stream.analyze;

import io.throughline.core.model.RawRecord;
import io.throughline.core.source.RecordTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks of files merged by time: they follow the furthest file, told by the records alone and never by the wall clock. One
 * record with a time far ahead does not count: a file is as far as the earlier of its last two records.
 */
final class MergedWatermarks implements WatermarkStrategy<RawRecord> {
    private static final long serialVersionUID = 1L;

    private final Duration outOfOrderness;

    MergedWatermarks(Duration outOfOrderness) {
        this.outOfOrderness = outOfOrderness;
    }

    @Override
    public TimestampAssigner<RawRecord> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (raw, previous) -> RecordTime.peekMillis(raw.value(), 0, raw.value().length);
    }

    @Override
    public WatermarkGenerator<RawRecord> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        return new WatermarkGenerator<>() {
            private final Map<String, Long> lastOfFile = new HashMap<>();
            private long reached = Long.MIN_VALUE;
            private long told = Long.MIN_VALUE;

            @Override
            public void onEvent(RawRecord raw, long time, WatermarkOutput output) {
                if (time == RecordTime.NONE) {
                    return;
                }
                Long before = lastOfFile.put(raw.source(), time);
                if (before != null) {
                    reached = Math.max(reached, Math.min(before, time));
                }
                long watermark = reached == Long.MIN_VALUE ? reached : reached - outOfOrderness.toMillis() - 1;
                // Told by event time as well, so that where watermarks fall does not depend on the machine's speed.
                if (watermark >= told + STEP_MILLIS) {
                    told = watermark;
                    output.emitWatermark(new Watermark(watermark));
                }
            }

            @Override
            public void onPeriodicEmit(WatermarkOutput output) {
                // Everything is told by records.
            }
        };
    }

    private static final long STEP_MILLIS = 200;
}
