package io.throughline.stream.paths;

import io.throughline.core.template.LearnedPaths;
import io.throughline.core.template.PathLearner;
import io.throughline.stream.behaviour.EndpointWatch;
import io.throughline.stream.behaviour.News;
import io.throughline.stream.behaviour.Sighting;
import io.throughline.stream.correlate.Call;
import io.throughline.stream.correlate.Request;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Gives requests and calls the templates that {@link PathLearner} has learned of the called service. They wait until the
 * watermark has passed them and then go on in order of time and event, so that what is learned, and from when it holds, does not
 * depend on which source was read first. A late one goes on with the next watermark. What was not asked for {@code forgetAfter} is forgotten.
 */
public final class LearnPathsFunction extends KeyedCoProcessFunction<String, Request, Call, Request> {
    public static final OutputTag<Call> CALLS = new OutputTag<>("learned-calls", RecordTypeInfo.of(Call.class));

    /** What is new about who asks whom for what. */
    public static final OutputTag<News> NEWS = new OutputTag<>("news", RecordTypeInfo.of(News.class));

    private static final long serialVersionUID = 1L;

    private final Duration forgetAfter;
    private final @Nullable EndpointWatch watch;
    private transient MapState<String, EndpointWatch.Endpoint> endpoints;
    private transient MapState<Long, List<Asked>> waiting;
    private transient ValueState<LearnedPaths> learned;
    private transient ValueState<Long> lastSeen;
    private transient Counter unknown;
    private transient Counter beyondLimit;

    /** One that tells no news. */
    public LearnPathsFunction(Duration forgetAfter) {
        this(forgetAfter, null);
    }

    /** @param watch looks for what is new, here where all requests of a service come by in their order; null for none */
    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    public LearnPathsFunction(Duration forgetAfter, @Nullable EndpointWatch watch) {
        this.forgetAfter = forgetAfter;
        this.watch = watch;
    }

    /** One service's requests of one method are learned from together. */
    public static String keyOf(Request request) {
        return request.service() + '\0' + request.method();
    }

    public static String keyOf(Call call) {
        return call.callee() + '\0' + call.method();
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(RecordTypeInfo.of(Asked.class))));
        learned = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("learned", RecordTypeInfo.of(LearnedPaths.class)));
        endpoints = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "endpoints", Types.STRING, RecordTypeInfo.of(EndpointWatch.Endpoint.class)));
        lastSeen = getRuntimeContext().getState(new ValueStateDescriptor<>("lastSeen", Types.LONG));
        unknown = getRuntimeContext().getMetricGroup().counter("pathsUnknown");
        beyondLimit = getRuntimeContext().getMetricGroup().counter("pathsBeyondLimit");
    }

    @Override
    public void processElement1(Request request, Context context, Collector<Request> out) throws Exception {
        await(new Asked(request, null), context.timerService());
    }

    @Override
    public void processElement2(Call call, Context context, Collector<Request> out) throws Exception {
        await(new Asked(null, call), context.timerService());
    }

    private void await(Asked asked, TimerService timers) throws Exception {
        long time = Math.max(asked.known().toEpochMilli(), timers.currentWatermark() + 1);
        List<Asked> together = waiting.get(time);
        if (together == null) {
            together = new ArrayList<>(1);
            timers.registerEventTimeTimer(time);
        }
        together.add(asked);
        waiting.put(time, together);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Request> out) throws Exception {
        List<Asked> together = waiting.get(timestamp);
        if (together != null) {
            waiting.remove(timestamp);
            together.sort(Comparator.<Asked, Instant>comparing(Asked::known)
                    .thenComparing(Asked::event)
                    .thenComparing(asked -> asked.call() == null));
            LearnedPaths paths = learned.value();
            paths = paths == null ? LearnedPaths.empty() : paths;
            for (Asked asked : together) {
                goOn(asked, paths, context, out);
            }
            learned.update(paths);
            if (lastSeen.value() == null) {
                context.timerService().registerEventTimeTimer(timestamp + forgetAfter.toMillis());
            }
            lastSeen.update(timestamp);
        }
        forget(timestamp, together == null, context.timerService());
    }

    private void goOn(Asked asked, LearnedPaths paths, Context context, Collector<Request> out) throws Exception {
        Request request = asked.request();
        Call call = asked.call();
        if (request != null) {
            Request named =
                    request.withTemplate(template(paths, request.template(), request.answered() && !request.again()));
            out.collect(named);
            if (named.again()) {
                return;
            }
            watch(Sighting.of(named), context);
            News refused = watch == null ? null : News.ofRefused(named);
            if (refused != null) {
                context.output(NEWS, refused);
            }
        } else if (call != null) {
            String template = call.template();
            Call named = template == null ? call : call.withTemplate(template(paths, template, call.answered()));
            context.output(CALLS, named);
            watch(Sighting.of(named), context);
        }
    }

    private void watch(Sighting sighting, Context context) throws Exception {
        if (watch != null) {
            String name = sighting.template() == null ? "" : sighting.template();
            endpoints.put(name, watch.see(endpoints.get(name), sighting, news -> context.output(NEWS, news)));
        }
    }

    private String template(LearnedPaths paths, String path, boolean answered) {
        String template = PathLearner.observe(paths, path, answered);
        if (template.equals(PathLearner.UNKNOWN)) {
            unknown.inc();
        } else if (template.endsWith(PathLearner.OTHER)) {
            beyondLimit.inc();
        }
        return template;
    }

    private void forget(long timestamp, boolean forThis, TimerService timers) throws Exception {
        Long last = lastSeen.value();
        if (last != null && timestamp >= last + forgetAfter.toMillis()) {
            learned.clear();
            endpoints.clear();
            lastSeen.clear();
        } else if (last != null && forThis) {
            timers.registerEventTimeTimer(last + forgetAfter.toMillis());
        }
    }
}
