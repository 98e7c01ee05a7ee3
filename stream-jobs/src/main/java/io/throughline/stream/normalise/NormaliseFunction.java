package io.throughline.stream.normalise;

import io.throughline.core.model.LogEvent;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Rejected;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Raw records into log events, each once.
 *
 * <p>A shipper that was killed sends again what it does not know to be acknowledged. Records of one source come in the order of
 * their offsets, so a record at or before its source's last offset was here before. The last offsets are kept as union state: on
 * a restore every task gets all of them, whichever partitions it is given. Sources that were silent for {@link #FORGET_AFTER}
 * of wall-clock time are forgotten.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else.
public final class NormaliseFunction extends ProcessFunction<RawRecord, LogEvent> implements CheckpointedFunction {
    public static final OutputTag<Rejected> REJECTED = new OutputTag<>("rejected", RecordTypeInfo.of(Rejected.class));

    static final Duration FORGET_AFTER = Duration.ofDays(7);
    private static final long serialVersionUID = 1L;

    private final ParseLimits limits;
    private transient Normaliser normaliser;
    private transient Map<String, Progress> reached;
    private transient ListState<Reached> stored;
    private transient Counter again;
    private transient Counter rejected;

    public NormaliseFunction(ParseLimits limits) {
        this.limits = limits;
    }

    /** How far a source was read, and when that was last so, in milliseconds of the wall clock. */
    record Reached(String source, long offset, long at) {}

    /** The same while records come. */
    private static final class Progress {
        long offset;
        long at;
        boolean moved;

        Progress(long offset, long at, boolean moved) {
            this.offset = offset;
            this.at = at;
            this.moved = moved;
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        stored = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("reached", RecordTypeInfo.of(Reached.class)));
        reached = new HashMap<>();
        for (Reached known : stored.get()) {
            reached.merge(
                    known.source(),
                    new Progress(known.offset(), known.at(), false),
                    (a, b) -> a.offset >= b.offset ? a : b);
        }
    }

    @Override
    public void open(OpenContext context) {
        normaliser = new Normaliser(limits);
        again = getRuntimeContext().getMetricGroup().counter("recordsSentAgain");
        rejected = getRuntimeContext().getMetricGroup().counter("recordsRejected");
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<LogEvent> out) {
        Progress last = reached.get(raw.source());
        if (last == null) {
            reached.put(raw.source(), new Progress(raw.offset(), 0, true));
        } else if (raw.offset() > last.offset) {
            last.offset = raw.offset();
            last.moved = true;
        } else {
            again.inc();
            return;
        }
        switch (normaliser.normalise(raw)) {
            case LogEvent event -> out.collect(event);
            case Rejected reason -> {
                rejected.inc();
                context.output(REJECTED, reason);
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        long now = System.currentTimeMillis();
        List<Reached> all = new ArrayList<>(reached.size());
        for (Iterator<Map.Entry<String, Progress>> entries = reached.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<String, Progress> entry = entries.next();
            Progress progress = entry.getValue();
            progress.at = progress.moved ? now : progress.at;
            progress.moved = false;
            if (progress.at < now - FORGET_AFTER.toMillis()) {
                entries.remove();
            } else {
                all.add(new Reached(entry.getKey(), progress.offset, progress.at));
            }
        }
        stored.update(all);
    }
}
