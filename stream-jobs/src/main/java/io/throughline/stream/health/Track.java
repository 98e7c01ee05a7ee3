package io.throughline.stream.health;

/** Requests are judged as soon as they are known, and those that have to be inferred are known later: each kind by itself, with a history of its own. */
public enum Track {
    /** Whose records name their trace or request. */
    TOLD,
    /** Whose records were joined by times and structure. */
    INFERRED
}
