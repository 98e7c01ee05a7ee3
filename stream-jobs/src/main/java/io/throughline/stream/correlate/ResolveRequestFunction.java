package io.throughline.stream.correlate;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.LogEvent;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Finds the flow of records that carry a request id and no trace id: the trace that another record with the same request id
 * names, else a flow of the request id's own. Decided {@code requestWait} after the record's time, so the order of arrival does
 * not matter. If a request id was seen with several traces, the earliest counts.
 */
public final class ResolveRequestFunction
        extends KeyedCoProcessFunction<String, LogEvent, RequestTrace, CorrelatedEvent> {
    /** What a flow without trace id is called: this and the request id. */
    public static final String REQUEST_FLOW = "req-";

    private static final long serialVersionUID = 1L;
    private static final Comparator<RequestTrace> EARLIEST =
            Comparator.comparing(RequestTrace::time).thenComparing(RequestTrace::traceId);

    private final CorrelateConfig config;
    private transient MapState<String, LogEvent> waiting;
    private transient ValueState<RequestTrace> trace;
    private transient ValueState<Long> expiry;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    public ResolveRequestFunction(CorrelateConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.STRING, RecordTypeInfo.of(LogEvent.class)));
        trace = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("trace", RecordTypeInfo.of(RequestTrace.class)));
        expiry = getRuntimeContext().getState(new ValueStateDescriptor<>("expiry", Types.LONG));
    }

    @Override
    public void processElement1(LogEvent event, Context context, Collector<CorrelatedEvent> out) throws Exception {
        waiting.put(event.id(), event);
        long due = decidedAt(event);
        long watermark = context.timerService().currentWatermark();
        context.timerService().registerEventTimeTimer(Math.max(due, watermark + 1));
    }

    @Override
    public void processElement2(RequestTrace next, Context context, Collector<CorrelatedEvent> out) throws Exception {
        RequestTrace known = trace.value();
        if (known == null || EARLIEST.compare(next, known) < 0) {
            trace.update(next);
        }
        long keepUntil = next.time().toEpochMilli()
                + config.requestWait().toMillis()
                + config.closeAfter().toMillis()
                + config.keepAfterClose().toMillis();
        Long before = expiry.value();
        if (before == null || keepUntil > before) {
            expiry.update(keepUntil);
            if (before == null) {
                context.timerService().registerEventTimeTimer(keepUntil);
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CorrelatedEvent> out) throws Exception {
        RequestTrace known = trace.value();
        boolean usable = known != null && known.time().toEpochMilli() <= timestamp;
        List<LogEvent> decided = new ArrayList<>();
        for (LogEvent event : waiting.values()) {
            if (decidedAt(event) <= timestamp) {
                decided.add(event);
            }
        }
        for (LogEvent event : decided) {
            waiting.remove(event.id());
            out.collect(new CorrelatedEvent(
                    event,
                    usable && known != null
                            ? known.traceId()
                            : REQUEST_FLOW + event.correlation().requestId(),
                    EdgeEvidence.REQUEST_ID));
        }
        expire(expiry.value(), timestamp, context);
    }

    private void expire(@Nullable Long due, long timestamp, OnTimerContext context) throws Exception {
        if (due == null) {
            return;
        }
        if (due <= timestamp) {
            trace.clear();
            expiry.clear();
        } else {
            context.timerService().registerEventTimeTimer(due);
        }
    }

    private long decidedAt(LogEvent event) {
        return event.timestamp().toEpochMilli() + config.requestWait().toMillis();
    }
}
