package io.throughline.core.rule.read;

import java.io.Serializable;

/**
 * A rule file as it was written, for whoever compiles it elsewhere.
 *
 * @param file how problems name it
 */
public record RuleText(String file, String text) implements Serializable {}
