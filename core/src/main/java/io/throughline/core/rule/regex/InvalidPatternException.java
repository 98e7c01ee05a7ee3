package io.throughline.core.rule.regex;

/** A pattern that cannot be read, or not be matched in linear time. */
public final class InvalidPatternException extends RuntimeException {
    public InvalidPatternException(String message) {
        super(message);
    }
}
