package io.throughline.stream.rules;

import static io.throughline.stream.types.Operators.named;

import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Rejected;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.live.RuleChange;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * What rules say of events. Each level of correlations, of those over rules, over these, and so on, is a stage, which hands on what is for
 * later ones: so there is one exchange between each two.
 *
 * <pre>
 *   events -> match rules -+-> findings
 *                          +-> correlate rules 1 -+-> findings
 *                                                 +-> correlate rules 2 ...
 * </pre>
 */
public final class RuleStages {
    private final GivenRules given;
    private final @Nullable BroadcastStream<RuleChange> changes;

    /** Where rules change while the job runs. */
    public static final class Changes {
        private final DataStream<RuleChange> stream;
        private final String topic;

        /** @param topic its name, for what is refused */
        public Changes(DataStream<RuleChange> stream, String topic) {
            this.stream = stream;
            this.topic = topic;
        }
    }

    /** What came of it. */
    public static final class Results {
        private final DataStream<Finding> findings;
        private final @Nullable DataStream<Rejected> refused;

        private Results(DataStream<Finding> findings, @Nullable DataStream<Rejected> refused) {
            this.findings = findings;
            this.refused = refused;
        }

        public DataStream<Finding> findings() {
            return findings;
        }

        /** Records that could not be read, and changes of rules that cannot be used. */
        public DataStream<Rejected> and(DataStream<Rejected> unread) {
            return refused == null ? unread : unread.union(refused);
        }
    }

    private RuleStages(GivenRules given, @Nullable BroadcastStream<RuleChange> changes) {
        this.given = given;
        this.changes = changes;
    }

    /**
     * As many stages as the rules need, and all there can be where rules may come later. Null where there are no rules, and none can come.
     *
     * @param changes null where the rules that the job is started with are all
     */
    public static @Nullable Results of(DataStream<LogEvent> events, GivenRules given, @Nullable Changes changes) {
        if (changes == null) {
            return given.texts().isEmpty()
                    ? null
                    : new Results(
                            new RuleStages(given, null)
                                    .correlated(
                                            named(
                                                    events.process(new MatchRulesFunction(given)),
                                                    Finding.class,
                                                    "match rules"),
                                            CompiledRules.of(given).levels()),
                            null);
        }
        BroadcastStream<RuleChange> broadcast = changes.stream.broadcast(MatchLiveRulesFunction.RULES);
        SingleOutputStreamOperator<Finding> matched = named(
                events.connect(broadcast).process(new MatchLiveRulesFunction(given, changes.topic)),
                Finding.class,
                "match rules");
        return new Results(
                new RuleStages(given, broadcast).correlated(matched, CompiledRules.MAX_LEVELS),
                matched.getSideOutput(MatchLiveRulesFunction.REFUSED));
    }

    private DataStream<Finding> correlated(SingleOutputStreamOperator<Finding> matched, int levels) {
        DataStream<Finding> findings = matched;
        DataStream<RuleMatch> matches = matched.getSideOutput(MatchRulesFunction.MATCHES);
        for (int level = 1; level <= levels; level++) {
            SingleOutputStreamOperator<Finding> stage =
                    named(stage(matches.keyBy(RuleMatch::key), level), Finding.class, "correlate rules " + level);
            findings = findings.union(stage);
            matches = stage.getSideOutput(MatchRulesFunction.MATCHES);
        }
        return findings;
    }

    private SingleOutputStreamOperator<Finding> stage(KeyedStream<RuleMatch, String> matches, int level) {
        return changes == null
                ? matches.process(new CorrelateRulesFunction(given, level))
                : matches.connect(changes).process(new CorrelateLiveRulesFunction(given, level));
    }
}
