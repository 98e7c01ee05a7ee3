package io.throughline.api.rules;

import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.store.RuleStore;
import java.time.Duration;

/**
 * Where the rules are that the API knows of.
 *
 * @param store of those that come and go
 * @param given those that come along and those of files, by the settings here: the jobs' must be the same
 * @param window matches of one rule about one entity are one alert within this long
 */
public record RuleShelf(RuleStore store, GivenRules given, Duration window) {}
