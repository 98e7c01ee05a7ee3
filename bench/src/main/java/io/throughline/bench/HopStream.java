package io.throughline.bench;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.LogEvent;
import io.throughline.stream.JobConfig;
import io.throughline.stream.JobSettings;
import io.throughline.stream.correlate.CorrelateFunction;
import io.throughline.stream.correlate.CorrelatedEvent;
import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.correlate.RouteFunction;
import io.throughline.stream.infer.InferredFlows;
import io.throughline.stream.types.RecordTypeInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The part of the graph that makes flows of hops, one task of each operator, over {@link RepeatedHops}. */
final class HopStream {
    private static final String TENTHS = "tenths";
    private static final String FOUND = "found";
    private static final String RIGHT = "right";
    private static final long STEP_MILLIS = 200;
    private static final long BUFFER_MILLIS = 5;

    private HopStream() {}

    /**
     * What was seen of a stream.
     *
     * @param found hops of closed flows
     * @param right those of them that have their true parent
     */
    record Passed(List<Tenth> tenths, long found, long right) {}

    /**
     * @param set a folder of hops and their truth
     * @param withIds whether the records tell trace and spans
     */
    @SuppressWarnings("try") // An interrupt ends the benchmark, as it should.
    static Passed run(Path set, boolean withIds, long hops, JobConfig config) throws Exception {
        try (StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, JobSettings.inProcess(1))) {
            // Else event time, which takes its way through inference to close flows, would come in gulps of many flows.
            env.setBufferTimeout(BUFFER_MILLIS);
            SingleOutputStreamOperator<CorrelatedEvent> routed = env.fromSource(
                            new NumberSequenceSource(0, hops - 1), WatermarkStrategy.noWatermarks(), "count")
                    .uid("count")
                    .map(new Make(set.toString(), withIds, hops))
                    .returns(RecordTypeInfo.of(LogEvent.class))
                    .uid("make")
                    .assignTimestampsAndWatermarks(watermarks(config.time().outOfOrderness()))
                    .uid("watermarks")
                    .process(new RouteFunction(config.infer().partialIds(), false, null))
                    .returns(RecordTypeInfo.of(CorrelatedEvent.class))
                    .uid("route");
            routed.getSideOutput(RouteFunction.PARTS)
                    .union(InferredFlows.of(routed.getSideOutput(RouteFunction.HOPS), config.infer()))
                    .keyBy(FlowRecord::flow)
                    .process(new CorrelateFunction(config.correlate(), false, false))
                    .returns(RecordTypeInfo.of(Flow.class))
                    .uid("correlate")
                    .map(new Compare(set.toString(), withIds))
                    .returns(RecordTypeInfo.of(Flow.class))
                    .uid("compare")
                    .sinkTo(new DiscardingSink<>())
                    .uid("discard");
            JobExecutionResult result = env.execute("bench hops");
            return new Passed(
                    result.getAccumulatorResult(TENTHS),
                    result.getAccumulatorResult(FOUND),
                    result.getAccumulatorResult(RIGHT));
        }
    }

    /** By event time alone, as where files are analysed, so that the same waits together however fast the machine is. */
    private static WatermarkStrategy<LogEvent> watermarks(Duration outOfOrderness) {
        long behind = outOfOrderness.toMillis() + 1;
        return WatermarkStrategy.<LogEvent>forGenerator(context -> new WatermarkGenerator<>() {
                    private long told = Long.MIN_VALUE;

                    @Override
                    public void onEvent(LogEvent event, long time, WatermarkOutput output) {
                        if (time - behind >= told + STEP_MILLIS) {
                            told = time - behind;
                            output.emitWatermark(new Watermark(told));
                        }
                    }

                    @Override
                    public void onPeriodicEmit(WatermarkOutput output) {
                        // Everything is told by records.
                    }
                })
                .withTimestampAssigner((event, before) -> event.timestamp().toEpochMilli());
    }

    private static RepeatedHops read(String set, boolean withIds) throws IOException {
        return RepeatedHops.of(HopSet.read(Path.of(set)), withIds);
    }

    /** Makes the hops, and looks at clocks and heap after every tenth of them. */
    private static final class Make extends RichMapFunction<Long, LogEvent> {
        private static final long serialVersionUID = 1L;

        private final String set;
        private final boolean withIds;
        private final long tenth;
        private final ListAccumulator<Tenth> tenths = new ListAccumulator<>();
        private transient RepeatedHops hops;
        private transient Tenth.Watch watch;

        @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
        Make(String set, boolean withIds, long count) {
            this.set = set;
            this.withIds = withIds;
            this.tenth = count / 10;
        }

        @Override
        public void open(OpenContext context) throws IOException {
            hops = read(set, withIds);
            getRuntimeContext().addAccumulator(TENTHS, tenths);
            watch = new Tenth.Watch();
        }

        @Override
        public LogEvent map(Long n) {
            if ((n + 1) % tenth == 0) {
                Tenth done = watch.tenth(tenth);
                tenths.add(done);
                System.err.println("throughline: " + (n + 1) + " hops: " + done.sentence());
            }
            return hops.event(n);
        }
    }

    private static final class Compare extends RichMapFunction<Flow, Flow> {
        private static final long serialVersionUID = 1L;

        private final String set;
        private final boolean withIds;
        private final LongCounter found = new LongCounter();
        private final LongCounter right = new LongCounter();
        private transient RepeatedHops hops;

        @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
        Compare(String set, boolean withIds) {
            this.set = set;
            this.withIds = withIds;
        }

        @Override
        public void open(OpenContext context) throws IOException {
            hops = read(set, withIds);
            getRuntimeContext().addAccumulator(FOUND, found);
            getRuntimeContext().addAccumulator(RIGHT, right);
        }

        @Override
        public Flow map(Flow flow) {
            if (flow.closed()) {
                for (FlowHop hop : flow.hops()) {
                    found.add(1);
                    right.add(hops.right(hop.id(), hop.parent()) ? 1 : 0);
                }
            }
            return flow;
        }
    }
}
