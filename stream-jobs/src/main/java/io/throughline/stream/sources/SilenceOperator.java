package io.throughline.stream.sources;

import java.time.Duration;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Lets event time go on when all sources fall silent: without it the last requests before a quiet night would stay open, and
 * their alerts unsaid, until the morning. From {@code patience} after the last record on, the watermark advances with the wall
 * clock, by {@code limit} at most: enough to close what was seen, too little to make a restarted shipper's records late for
 * good. A partition that is silent while others are busy is not affected: between its steps it counts as idle.
 *
 * <p>Bounded input needs none of this and does not contain the operator.
 */
public final class SilenceOperator<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T>, ProcessingTimeCallback {
    private static final long serialVersionUID = 1L;
    private static final long STEP_MILLIS = 500;

    private final long patienceMillis;
    private final long limitMillis;
    private long lastInput;
    private long reached = Long.MIN_VALUE;
    private long told = Long.MIN_VALUE;
    private boolean idle;

    private SilenceOperator(StreamOperatorParameters<T> parameters, long patienceMillis, long limitMillis) {
        super(parameters);
        this.patienceMillis = patienceMillis;
        this.limitMillis = limitMillis;
    }

    @Override
    public void open() throws Exception {
        super.open();
        lastInput = getProcessingTimeService().getCurrentProcessingTime();
        lookAgain(lastInput);
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        lastInput = getProcessingTimeService().getCurrentProcessingTime();
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() > reached) {
            reached = mark.getTimestamp();
            advance(reached);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        if (status.isIdle() != idle) {
            idle = status.isIdle();
            output.emitWatermarkStatus(status);
        }
    }

    @Override
    public void onProcessingTime(long timestamp) throws Exception {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        long silent = now - lastInput - patienceMillis;
        if (idle && silent > 0 && reached != Long.MIN_VALUE && told < reached + limitMillis) {
            output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
            advance(reached + Math.min(silent, limitMillis));
            output.emitWatermarkStatus(WatermarkStatus.IDLE);
        }
        lookAgain(now);
    }

    /** A failing timer fails the task by itself: its future need not be watched. */
    private void lookAgain(long now) {
        var unused = getProcessingTimeService().registerTimer(now + STEP_MILLIS, this);
    }

    private void advance(long time) throws Exception {
        if (time > told) {
            told = time;
            super.processWatermark(new Watermark(time));
        }
    }

    /** Makes the operator on each task. */
    public static final class Factory<T> extends AbstractStreamOperatorFactory<T>
            implements OneInputStreamOperatorFactory<T, T> {
        private static final long serialVersionUID = 1L;

        private final Duration patience;
        private final Duration limit;

        public Factory(Duration patience, Duration limit) {
            this.patience = patience;
            this.limit = limit;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As the interface has it.
        public <O extends StreamOperator<T>> O createStreamOperator(StreamOperatorParameters<T> parameters) {
            return (O) new SilenceOperator<>(parameters, patience.toMillis(), limit.toMillis());
        }

        @Override
        @SuppressWarnings("rawtypes") // As the interface has it.
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
            return SilenceOperator.class;
        }
    }
}
