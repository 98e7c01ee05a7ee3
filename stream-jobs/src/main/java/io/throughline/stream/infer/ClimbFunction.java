package io.throughline.stream.infer;

import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Doubles how far up each unit sees: it asks the unit that it sees for what that one sees. Flink has no loops; {@code n} of these in a
 * row climb {@code 2^n} units (pointer jumping: Wyllie, "The Complexity of Parallel Computations", Cornell 1979).
 *
 * <p>The first input is what the key's own unit sees, the second what others ask of it.
 */
final class ClimbFunction extends KeyedCoProcessFunction<String, Step, Step, Step> {
    private static final long serialVersionUID = 1L;

    private final long keepMillis;
    private final long waitMillis;
    private transient ValueState<Seen> own;
    private transient ListState<Step> asking;

    /**
     * What a unit sees.
     *
     * @param top whether {@code up} is the root
     * @param known when, in milliseconds since 1970
     */
    record Seen(String up, boolean top, long known) {}

    /**
     * @param keep how long it is known what a unit sees, for those that ask later
     * @param wait how long an answer is waited for
     */
    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    ClimbFunction(Duration keep, Duration wait) {
        this.keepMillis = keep.toMillis();
        this.waitMillis = wait.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        own = getRuntimeContext().getState(new ValueStateDescriptor<>("own", RecordTypeInfo.of(Seen.class)));
        asking = getRuntimeContext().getListState(new ListStateDescriptor<>("asking", RecordTypeInfo.of(Step.class)));
    }

    @Override
    public void processElement1(Step step, Context context, Collector<Step> out) throws Exception {
        Seen seen = new Seen(step.up(), step.top(), step.known());
        own.update(seen);
        if (step.top()) {
            out.collect(step);
        }
        for (Step waiting : asking.get()) {
            out.collect(answered(waiting, seen));
            context.timerService().deleteEventTimeTimer(waiting.known() + waitMillis);
        }
        asking.clear();
        context.timerService().registerEventTimeTimer(step.known() + keepMillis);
    }

    @Override
    public void processElement2(Step step, Context context, Collector<Step> out) throws Exception {
        Seen known = own.value();
        if (known == null) {
            asking.add(step);
            context.timerService().registerEventTimeTimer(step.known() + waitMillis);
        } else {
            out.collect(answered(step, known));
        }
    }

    /** Not at all where the answer came too late for the question, or the other way round, however far the clock of the records leapt. */
    private Step answered(Step asking, Seen answer) {
        if (answer.known() > asking.known() + waitMillis || asking.known() > answer.known() + keepMillis) {
            return unanswered(asking);
        }
        return asking.told(answer.up(), answer.top(), answer.known());
    }

    private Step unanswered(Step asking) {
        return asking.untold(asking.known() + waitMillis);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Step> out) throws Exception {
        List<Step> stillAsking = new ArrayList<>();
        for (Step step : asking.get()) {
            if (step.known() + waitMillis <= timestamp) {
                out.collect(unanswered(step));
            } else {
                stillAsking.add(step);
            }
        }
        asking.update(stillAsking);
        Seen known = own.value();
        if (known != null && known.known() + keepMillis <= timestamp) {
            own.clear();
        }
    }
}
