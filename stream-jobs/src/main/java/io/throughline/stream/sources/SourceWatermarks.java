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
import org.jspecify.annotations.Nullable;

/**
 * Watermarks of raw records, per partition of the topic and within it per source: see {@link SourceClock}. The time is the one
 * that a cheap look finds; a record that tells none leaves the clock alone.
 *
 * <p>A partition that is silent while others of its task speak holds nothing back. It is silent when they were heard for
 * {@code idleAfter} meanwhile, by the wall clock and by when their records were written: of a backlog one partition may be read for
 * long before the next has its turn.
 *
 * <p>When all of a task's partitions are silent, event time goes on with the wall clock, as far as closes what was seen: without it
 * the last requests before a quiet night would stay open, and their alerts unsaid, until the morning. It goes on from where the
 * partition was, as it may be that nothing can be heard; after {@link #RESTART} from the latest time of the whole task, as
 * sources that ended earlier than others hold nothing back any more.
 */
public final class SourceWatermarks implements WatermarkStrategy<RawRecord> {
    /** A broker or a shipper starts again within this time. */
    static final Duration RESTART = Duration.ofSeconds(30);

    private static final Duration A_LITTLE = Duration.ofSeconds(1);
    private static final long serialVersionUID = 1L;

    private final TimeConfig config;
    private final Duration untilClosed;
    private transient @Nullable TaskActivity activity;
    private transient long writtenAt;

    /** @param untilClosed event time after which what was seen last is closed */
    public SourceWatermarks(TimeConfig config, Duration untilClosed) {
        this.config = config;
        this.untilClosed = config.outOfOrderness().plus(untilClosed).plus(A_LITTLE);
    }

    /** Keeps the time that Kafka gives a record: the generator, asked right after, is not told it. */
    @Override
    public TimestampAssigner<RawRecord> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (raw, written) -> {
            writtenAt = written;
            return RecordTime.peekMillis(raw.value(), 0, raw.value().length);
        };
    }

    /** A task has a strategy of its own, and asks it for a generator per partition, after one for itself. */
    @Override
    public WatermarkGenerator<RawRecord> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        if (activity == null) {
            activity = new TaskActivity(context.getInputActivityClock());
        }
        return new Generator(activity);
    }

    private final class Generator implements WatermarkGenerator<RawRecord> {
        private final long idleMillis = config.idleAfter().toMillis();
        private final long outOfOrderMillis = config.outOfOrderness().toMillis();
        private final TaskActivity activity;
        private final WrittenTime written = new WrittenTime();
        private final SourceClock clock = new SourceClock(config.idleAfter(), config.maxSourceLag());
        private boolean heard = true;
        private long heardAtBusy;
        private long heardAtWritten;
        private long told = Long.MIN_VALUE;
        private boolean idle;

        Generator(TaskActivity activity) {
            this.activity = activity;
        }

        @Override
        public void onEvent(RawRecord raw, long time, WatermarkOutput output) {
            long wall = System.currentTimeMillis();
            long when = writtenAt < 0 ? wall : writtenAt;
            heard = true;
            written.heard(when);
            activity.heard(when);
            if (time != RecordTime.NONE && clock.saw(raw.source(), time, written.passedMillis(), wall)) {
                activity.reached(time);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            activity.tick();
            if (heard) {
                heard = false;
                heardAtBusy = activity.busyMillis();
                heardAtWritten = activity.writtenMillis();
            }
            long silent = activity.silentMillis();
            long goneOn = Math.clamp(silent - idleMillis, 0, untilClosed.toMillis());
            OptionalLong reached = clock.reached(written.passedMillis());
            if (silent > RESTART.toMillis()) {
                tell(activity.leader(), goneOn, output);
                if (goneOn == untilClosed.toMillis() || activity.leader() == Long.MIN_VALUE) {
                    fallIdle(output);
                }
            } else if (silentWhileOthersSpoke()) {
                fallIdle(output);
            } else if (reached.isPresent()) {
                wake(output);
                tell(reached.getAsLong(), goneOn, output);
            }
        }

        private boolean silentWhileOthersSpoke() {
            return activity.busyMillis() - heardAtBusy > idleMillis
                    && activity.writtenMillis() - heardAtWritten > idleMillis;
        }

        private void tell(long time, long goneOn, WatermarkOutput output) {
            long watermark = time + goneOn - outOfOrderMillis - 1;
            if (time != Long.MIN_VALUE && watermark > told) {
                told = watermark;
                idle = false; // as a watermark wakes its partition
                output.emitWatermark(new Watermark(watermark));
            }
        }

        private void fallIdle(WatermarkOutput output) {
            if (!idle) {
                idle = true;
                output.markIdle();
            }
        }

        private void wake(WatermarkOutput output) {
            if (idle) {
                idle = false;
                output.markActive();
            }
        }
    }
}
