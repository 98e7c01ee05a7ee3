package io.throughline.stream.behaviour;

import io.throughline.stream.correlate.FlowTraits;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.List;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Takes closed flows apart: where they began is news for that service, what each request called goes on alone, and broken rules are told. */
final class FlowNewsFunction extends ProcessFunction<FlowTraits, News> {
    static final OutputTag<DoneWork> WORK = new OutputTag<>("work", RecordTypeInfo.of(DoneWork.class));
    static final OutputTag<Breach> BREACHES = new OutputTag<>("breaches", RecordTypeInfo.of(Breach.class));
    private static final long serialVersionUID = 1L;

    private final List<PathRule> rules;

    FlowNewsFunction(List<PathRule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public void processElement(FlowTraits flow, Context context, Collector<News> out) {
        FlowTraits.Place root = flow.root();
        out.collect(new News(
                News.Kind.ROOT,
                root.service(),
                root.service(),
                root.endpoint(),
                null,
                flow.known(),
                null,
                1,
                1,
                0,
                flow.start(),
                root.evidence()));
        for (FlowTraits.Work work : flow.works()) {
            context.output(WORK, new DoneWork(flow.flow(), flow.start(), flow.known(), work));
        }
        for (PathRule rule : rules) {
            rule.broken(flow).ifPresent(place -> context.output(BREACHES, Breach.of(rule, flow, place)));
        }
    }
}
