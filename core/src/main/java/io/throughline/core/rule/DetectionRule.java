package io.throughline.core.rule;

/**
 * A rule about one event.
 *
 * @param ownNames whether the rule's file has the schema's names of fields, and not Sigma's
 * @param samples what the rule's own file says that it must and must not match
 */
public record DetectionRule(
        RuleHead head, Logsource logsource, boolean ownNames, Expression expression, Samples samples) implements Rule {
    /** The same with more asked of the event, as filters do. */
    public DetectionRule with(Expression changed) {
        return new DetectionRule(head, logsource, ownNames, changed, samples);
    }
}
