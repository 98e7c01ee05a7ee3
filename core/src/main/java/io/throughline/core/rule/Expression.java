package io.throughline.core.rule;

import java.util.List;

/** What a rule says of one event, without names, lists and modifiers: tests joined by and, or, not. */
public sealed interface Expression {
    /** Every part; true without parts. */
    record And(List<Expression> parts) implements Expression {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** Any part; false without parts. */
    record Or(List<Expression> parts) implements Expression {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** At least {@code count} of the parts. */
    record AtLeast(int count, List<Expression> parts) implements Expression {
        public AtLeast {
            parts = List.copyOf(parts);
        }
    }

    record Not(Expression part) implements Expression {}

    /**
     * Something about one field.
     *
     * @param field a name as {@link io.throughline.core.schema.EcsFields} has it, or {@link #ANYWHERE}
     */
    record Test(String field, Check check) implements Expression {
        /** In place of a field: the message and every other text of the event. Sigma's keywords. */
        public static final String ANYWHERE = "";
    }

    /** One of two where there are two, so that expressions stay flat. */
    static Expression all(List<Expression> parts) {
        return parts.size() == 1 ? parts.getFirst() : new And(parts);
    }

    /** One of two where there are two, so that expressions stay flat. */
    static Expression any(List<Expression> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Or(parts);
    }
}
