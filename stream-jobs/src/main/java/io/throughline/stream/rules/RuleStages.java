package io.throughline.stream.rules;

import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What rules say of events. Each level of correlations, of those over rules, over these, and so on, is a stage.
 *
 * <pre>
 *   events -> match rules -+-> findings
 *                          +-> correlate rules 1 -+-> findings
 *                          |                      |
 *                          +----------------------+-> correlate rules 2 ...
 * </pre>
 */
public final class RuleStages {
    private RuleStages() {}

    /** As many stages as the rules need. */
    public static DataStream<Finding> of(DataStream<LogEvent> events, GivenRules rules) {
        SingleOutputStreamOperator<Finding> matched =
                named(events.process(new MatchRulesFunction(rules)), "match rules");
        List<SingleOutputStreamOperator<Finding>> stages = new ArrayList<>(List.of(matched));
        DataStream<Finding> findings = matched;
        int levels = CompiledRules.of(rules).levels();
        for (int level = 1; level <= levels; level++) {
            DataStream<RuleMatch> matches = matched.getSideOutput(MatchRulesFunction.matches(level));
            for (SingleOutputStreamOperator<Finding> stage : stages.subList(1, stages.size())) {
                matches = matches.union(stage.getSideOutput(MatchRulesFunction.matches(level)));
            }
            SingleOutputStreamOperator<Finding> correlated = named(
                    matches.keyBy(RuleMatch::key).process(new CorrelateRulesFunction(rules, level)),
                    "correlate rules " + level);
            stages.add(correlated);
            findings = findings.union(correlated);
        }
        return findings;
    }

    private static SingleOutputStreamOperator<Finding> named(
            SingleOutputStreamOperator<Finding> operator, String name) {
        return operator.returns(RecordTypeInfo.of(Finding.class)).name(name).uid(name.replace(' ', '-'));
    }
}
