package io.throughline.core.rule;

/**
 * A rule about one event.
 *
 * @param samples what the rule's own file says that it must and must not match
 */
public record DetectionRule(RuleHead head, Logsource logsource, Expression expression, Samples samples)
        implements Rule {
    /** The same with more asked of the event, as filters do. */
    public DetectionRule with(Expression changed) {
        return new DetectionRule(head, logsource, changed, samples);
    }
}
