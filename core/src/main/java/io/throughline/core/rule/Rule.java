package io.throughline.core.rule;

/** One document of a rule file. */
public sealed interface Rule permits DetectionRule, CorrelationRule, FilterRule {
    RuleHead head();
}
