package io.throughline.core.flow;

import io.throughline.core.model.Flow;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.InvalidQueryException;

/**
 * A question about the shape of flows, as people write it: {@code gateway reaches payments without orders and duration>500ms}.
 *
 * <pre>
 * question    = all { "or" all }
 * all         = one { "and" one }
 * one         = "not" one | "(" question ")" | condition
 * condition   = NAME "reaches" NAME [ "without" NAME ]       a hop of the first above one of the second, none of the third between
 *             | "calls" NAME "->" NAME                       a hop of the first right above one of the second
 *             | "service" ":" NAME                           a hop of this service
 *             | "error"                                      a hop failed
 *             | "duration" COMPARISON NUMBER UNIT            of the whole flow; us, ms, s or m
 *             | "services" COMPARISON NUMBER                 how many different ones
 *             | "hops" COMPARISON NUMBER                     how many were kept
 *             | "depth" COMPARISON NUMBER                    hops on the longest way from a root to a leaf
 *             | "inferred" COMPARISON NUMBER                 share of the edges that rest on times alone, 0 to 1
 * COMPARISON  = ">" | ">=" | "&lt;" | "&lt;=" | "="
 * </pre>
 *
 * A name of letters, digits and {@code . _ - /} stands as it is; any other, and one that is a word of the language, in double
 * quotes, in which a backslash takes the next character as it is.
 */
public final class FlowStructure {
    /** In UTF-16 units. */
    public static final int MAX_LENGTH = 1_000;

    /** Conditions in one question. */
    public static final int MAX_CONDITIONS = 32;

    /** Brackets and {@code not} within each other. */
    public static final int MAX_DEPTH = 32;

    private final Condition condition;

    private FlowStructure(Condition condition) {
        this.condition = condition;
    }

    /**
     * @throws InvalidQueryException with the position, counted from 1, and what was expected there; too long; too many conditions
     */
    public static FlowStructure parse(String text) {
        return new FlowStructure(new StructureParser(text).parse());
    }

    public boolean matches(Flow flow) {
        return condition.holds(new FlowShape(flow));
    }

    /**
     * What every flow that matches surely has, for a store to leave out most others: never narrower than the question, so a flow
     * that passes has still to be matched.
     */
    public FlowStore.Filter necessary() {
        return condition.necessary();
    }
}
