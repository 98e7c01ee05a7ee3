package io.throughline.core.rule;

import java.util.List;

/**
 * What is asked of a field's value. A field that is missing passes {@link Missing} and {@link Empty} alone; a field with several
 * values passes where one of them does, but for {@link Every}.
 */
public sealed interface Check {
    /** @param cased whether the case of letters counts */
    record Text(Glob glob, boolean cased) implements Check {}

    /** Found anywhere in the value. */
    record Pattern(String regex, boolean ignoreCase, boolean multiLine, boolean dotAll) implements Check {}

    /** An address within a network; what is no address is in none. */
    record Network(Cidr cidr) implements Check {}

    /** The value as a number; what is no number passes none. */
    record Numeric(Relation relation, double operand) implements Check {}

    /** A part of a point in time, read from the value as it is written there. */
    record TimePart(Unit unit, Relation relation, double operand) implements Check {}

    /** The field is there, whatever its value. */
    record Exists() implements Check {}

    /** The field is not there. */
    record Missing() implements Check {}

    /** The field has no text: normalising keeps no empty values, so that it is missing, too. */
    record Empty() implements Check {}

    /** The value is, or has in it, that of another field of the same event. */
    record OtherField(String field, Place place, boolean cased) implements Check {}

    /**
     * Each of the field's values is one of those allowed: what {@code not} cannot say of a field with several values.
     *
     * @param cased whether the case of letters counts
     */
    record Every(List<Glob> allowed, boolean cased) implements Check {
        public Every {
            allowed = List.copyOf(allowed);
        }
    }

    /** Where the one value stands in the other. */
    enum Place {
        WHOLE,
        START,
        END,
        ANYWHERE
    }

    /** Parts of a point in time; the week is that of ISO 8601. */
    enum Unit {
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH,
        YEAR
    }

    /** How two numbers stand to each other. */
    enum Relation {
        LESS("lt"),
        AT_MOST("lte"),
        MORE("gt"),
        AT_LEAST("gte"),
        EQUAL("eq"),
        DIFFERENT("neq");

        private final String word;

        Relation(String word) {
            this.word = word;
        }

        /** As rules write it. */
        public String word() {
            return word;
        }

        public boolean holds(double value, double operand) {
            return switch (this) {
                case LESS -> value < operand;
                case AT_MOST -> value <= operand;
                case MORE -> value > operand;
                case AT_LEAST -> value >= operand;
                case EQUAL -> value == operand;
                case DIFFERENT -> value != operand;
            };
        }
    }
}
