package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import java.io.Serializable;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A rule that learns what is usual for one key and says what is not. Plain Java: {@link DetectFunction} keeps the state, brings
 * the observations in event-time order and forgets keys that fall silent.
 *
 * @param <O> what is observed
 * @param <S> what is remembered of one key: a record; its collections may be changed in place
 */
public interface Detector<O, S> extends Serializable {
    /** The rule's name: part of its alerts' ids and of the operator's. */
    String rule();

    Class<S> stateType();

    /** What the observation is filed under. */
    String keyOf(O observation);

    /** Its place in event time. */
    Instant knownAt(O observation);

    /** Breaks ties between observations of the same instant: an event's id. */
    String idOf(O observation);

    /**
     * Takes one observation; those of a key come in order, except late ones.
     *
     * @param state null for a key not seen before, or forgotten
     * @return the state to remember
     */
    S observe(@Nullable S state, O observation, Consumer<Alert> alerts);

    /** How much was forgotten early so far, for want of room; never less than before. */
    default long forgotten(S state) {
        return 0;
    }
}
