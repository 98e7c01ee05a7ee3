package io.throughline.stream.health;

import io.throughline.core.health.Change;
import io.throughline.core.health.Trait;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is otherwise in a window, in all of the fleet.
 *
 * @param slice the window's last
 * @param left changes beyond {@link #MAX_CHANGES}
 */
public record SliceChanges(Track track, long slice, List<Change> changes, int left) {
    /** The surest changes that are told; a fleet in which more is otherwise at once is one whose every service is. */
    static final int MAX_CHANGES = 5_000;

    Map<Trait, Change> byTrait() {
        Map<Trait, Change> byTrait = new HashMap<>();
        changes.forEach(change -> byTrait.put(change.trait(), change));
        return byTrait;
    }
}
