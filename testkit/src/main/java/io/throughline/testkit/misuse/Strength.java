package io.throughline.testkit.misuse;

/** How loud a misuse is. What either means is said by each {@link Misuse}. */
public enum Strength {
    /** As a tool does it that nobody told to be quiet. */
    GROSS,
    /** The least that still is the misuse, often a single request. */
    SUBTLE
}
