package io.throughline.stream.infer;

import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Draws inference into the graph. */
public final class InferredFlows {
    /** Of {@code 2^5} requests, each caused by the one before, the last still finds the first. */
    private static final int CLIMBS = 5;

    private InferredFlows() {}

    /**
     * @param hops records without ids, by their instances
     * @return the same, by their flows, each with its place in it
     */
    public static DataStream<FlowRecord> of(DataStream<FlowRecord> hops, InferConfig config) {
        // Units wait for others, which are judged late where an instance is new.
        Duration judged = config.hold().plus(config.every()).plus(config.learnFor());
        Duration wait = config.waitForCaller().plus(judged.multipliedBy(2));
        SingleOutputStreamOperator<Unit> units = hops.keyBy(FlowRecord::flow)
                .process(new JudgeFunction(config))
                .returns(RecordTypeInfo.of(Unit.class))
                .name("judge calls")
                .uid("judge-calls");
        DataStream<Step> steps = units.getSideOutput(JudgeFunction.LINKS)
                .keyBy(LinkEnd::link)
                .process(new JoinFunction(wait))
                .returns(RecordTypeInfo.of(Step.class))
                .name("join calls by link")
                .uid("join-calls-by-link")
                .union(
                        units.getSideOutput(JudgeFunction.OPEN)
                                .keyBy(end -> String.valueOf(OpenEnd.called(end.hop())))
                                .process(new PairFunction(config, judged))
                                .returns(RecordTypeInfo.of(Step.class))
                                .name("pair calls by times")
                                .uid("pair-calls-by-times"),
                        units.getSideOutput(JudgeFunction.ROOTS));
        for (int i = 1; i <= CLIMBS; i++) {
            DataStream<Step> asking =
                    steps.filter(step -> !step.top()).name("ask " + i).uid("ask-" + i);
            steps = steps.keyBy(Step::unit)
                    .connect(asking.keyBy(Step::up))
                    .process(new ClimbFunction(wait, wait.multipliedBy(2)))
                    .returns(RecordTypeInfo.of(Step.class))
                    .name("climb " + i)
                    .uid("climb-" + i);
        }
        return units.keyBy(Unit::id)
                .connect(steps.keyBy(Step::unit))
                .process(new NameFunction(wait.multipliedBy(3)))
                .returns(RecordTypeInfo.of(FlowRecord.class))
                .name("name flows")
                .uid("name-flows");
    }
}
