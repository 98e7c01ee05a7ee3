package io.throughline.core.health;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that a service does again and again, each time with one of several outcomes; how often it has which outcome is learned.
 *
 * @param service whose it is
 * @param context where in the service: an operation, the kind of the line before
 * @param peer the other service that may be the reason as well as this one; null where there is none
 */
public record Trait(
        Kind kind, String service, String context, @Nullable String peer) {
    static final Comparator<Trait> IN_ORDER = Comparator.comparing(Trait::kind)
            .thenComparing(Trait::service)
            .thenComparing(Trait::context)
            .thenComparing(trait -> String.valueOf(trait.peer));

    /** What is observed. */
    public enum Kind {
        /** How long the service itself took to answer: powers of two of microseconds. */
        OWN_TIME(true),
        /** What a hop did: which hops are below it. */
        CALLS(false),
        /** Whether a call was received, and by which operation. */
        ANSWER(false),
        /** How long a call was under way and not being worked on: powers of two of microseconds. */
        NETWORK_TIME(true),
        /** Whether an operation ended in a server's error. */
        FAILURE(false),
        /** The kind of line that comes after a kind of line, or the first or the end. */
        NEXT_LINE(false);

        private final boolean time;

        Kind(boolean time) {
            this.time = time;
        }

        /** Outcomes are times: only longer ones are bad. */
        public boolean isTime() {
            return time;
        }
    }
}
