package io.throughline.core.rule.match;

/** One event being judged. */
interface MatchRun {
    boolean holds(int test);

    /** What the event has in a field, by the field's number in the rule set. */
    FieldValue value(int field);
}
