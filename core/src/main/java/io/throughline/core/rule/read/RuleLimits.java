package io.throughline.core.rule.read;

/** What one rule may ask for; each is far above what people write, and below what would hurt others. */
final class RuleLimits {
    static final int TITLE_CHARS = 256;
    static final int TEXT_CHARS = 65_535;
    static final int NAME_CHARS = 256;

    /** Of one value; a regular expression is bounded by its own limits, too. */
    static final int VALUE_CHARS = 8_192;

    /** Of one field, after encodings and placeholders have multiplied them. */
    static final int VALUES = 20_000;

    /** That {@code every} allows: each value of a field is held against all of them. */
    static final int EVERY_VALUES = 1_000;

    /** Of a text with a wildcard for one character: as many as a long has bits. */
    static final int PIECE_CHARS = 64;

    /** Of all regular expressions of a rule together. */
    static final int PATTERN_STATES = 50_000;

    static final int DASHED_FORMS = 625;
    static final int CONDITION_CHARS = 8_192;
    static final int CONDITION_DEPTH = 64;

    /** Tests in a condition once names stand for what they mean. */
    static final int CONDITION_TESTS = 50_000;

    private RuleLimits() {}
}
