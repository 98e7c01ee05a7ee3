package io.throughline.core.rule.correlate;

/** Correlations in memory have more groups than are kept. */
public final class TooManyGroupsException extends IllegalStateException {
    TooManyGroupsException(int most) {
        super("the correlations have more than " + most + " groups");
    }
}
