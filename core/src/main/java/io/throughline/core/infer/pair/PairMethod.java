package io.throughline.core.infer.pair;

/** What told that two records are of the same call. */
public enum PairMethod {
    /** Both name the same connection. */
    LINK,
    /** Inferred: who called whom, when, and what both sides say of the call. */
    TIMES
}
