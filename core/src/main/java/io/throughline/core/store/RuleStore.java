package io.throughline.core.store;

import io.throughline.core.rule.live.RuleChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rule files that come, change and go while everything runs, as the topic {@code throughline.rules} has them. */
public interface RuleStore {
    /**
     * All changes that are still kept, the oldest first: of each file the latest, and others for a while.
     *
     * @throws StoreUnavailableException the store does not answer
     */
    List<RuleChange> changes();

    /**
     * Writes a change, and returns when it is safe.
     *
     * @param id of the file, as {@link RuleChange#problemOfId} allows it
     * @param text null withdraws the file
     * @throws StoreUnavailableException the store does not answer; the change may be written all the same
     */
    RuleChange write(String id, @Nullable String text);
}
