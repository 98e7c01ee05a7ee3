package io.throughline.stream.inventory;

import io.throughline.core.model.Alert;
import io.throughline.core.model.ContainerVersion;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one key, and what is said of it. Plain Java: {@link WatchFunction} keeps the state, brings the sights in order of event time and
 * calls when it is time.
 *
 * @param <S> a record; its collections may be changed in place
 */
interface Watch<S> extends Serializable {
    /** Takes what is said of a key. */
    interface Told {
        void alert(Alert alert);

        void version(ContainerVersion version);

        /** A sight cannot be judged, for too many wait for it: it is counted. */
        void leftOut();
    }

    Class<S> stateType();

    /** @param state null for a key not seen before, or forgotten */
    S observe(@Nullable S state, Sight sight, Told told);

    /** @return null: there is nothing more to remember */
    @Nullable
    S onTime(S state, Instant now, Told told);

    /** When {@link #onTime} is to be called next. */
    Instant next(S state);
}
