package io.throughline.stream.infer;

import static io.throughline.stream.types.Operators.named;

import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.correlate.InstanceHop;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Draws inference into the graph. */
public final class InferredFlows {
    /** Of {@code 2^5} requests, each caused by the one before, the last still finds the first. */
    private static final int CLIMBS = 5;

    private InferredFlows() {}

    /**
     * @param hops records, by their instances
     * @return those whose flow or place their ids do not tell, by their flows, each with its place in it
     */
    public static DataStream<FlowRecord> of(DataStream<InstanceHop> hops, InferConfig config) {
        // Units wait for others, which are judged late where an instance is new.
        Duration judged = config.hold().plus(config.every()).plus(config.learnFor());
        Duration wait = config.waitForCaller().plus(judged);
        SingleOutputStreamOperator<Unit> units =
                named(hops.keyBy(InstanceHop::instance).process(new JudgeFunction(config)), Unit.class, "judge calls");
        SingleOutputStreamOperator<Step> paired = named(
                units.getSideOutput(JudgeFunction.OPEN)
                        .keyBy(end -> String.valueOf(OpenEnd.called(end.hop())))
                        .process(new PairFunction(config, judged)),
                Step.class,
                "pair calls by times");
        SingleOutputStreamOperator<Step> joined =
                join(units.getSideOutput(JudgeFunction.LINKS), wait, "join calls by link");
        DataStream<Named> first = names(units, joined.union(paired, units.getSideOutput(JudgeFunction.ROOTS)), wait);

        // Most requests beside one are over when it is, and so are their flows' first requests soon after.
        Duration hold = config.hold().multipliedBy(2).plus(config.every());
        SingleOutputStreamOperator<Claim> again = named(
                first.keyBy(named -> named.unit().instance()).process(new JudgeAgainFunction(config, hold.toMillis())),
                Claim.class,
                "judge calls again");
        DataStream<Named> second = named(
                again.keyBy(Claim::flow)
                        .connect(again.getSideOutput(JudgeAgainFunction.MOVED).keyBy(Moved::flow))
                        .process(new SettleFunction(wait.multipliedBy(3).plus(hold))),
                Named.class,
                "settle flows");
        return named(second.flatMap(new PlaceFunction()), FlowRecord.class, "place hops")
                .union(joined.getSideOutput(JoinFunction.PLACED), paired.getSideOutput(JoinFunction.PLACED));
    }

    private static SingleOutputStreamOperator<Step> join(DataStream<LinkEnd> ends, Duration wait, String name) {
        return named(ends.keyBy(LinkEnd::link).process(new JoinFunction(wait)), Step.class, name);
    }

    /** Finds the root of each unit. */
    private static DataStream<Named> names(DataStream<Unit> units, DataStream<Step> firstSteps, Duration wait) {
        DataStream<Step> steps = firstSteps;
        for (int i = 1; i <= CLIMBS; i++) {
            DataStream<Step> asking = named(steps.filter(step -> !step.top()), Step.class, "ask " + i);
            steps = named(
                    steps.keyBy(Step::unit)
                            .connect(asking.keyBy(Step::up))
                            .process(new ClimbFunction(wait, wait.multipliedBy(2))),
                    Step.class,
                    "climb " + i);
        }
        return named(
                units.keyBy(Unit::id).connect(steps.keyBy(Step::unit)).process(new NameFunction(wait.multipliedBy(3))),
                Named.class,
                "name flows");
    }
}
