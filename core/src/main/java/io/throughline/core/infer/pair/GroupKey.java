package io.throughline.core.infer.pair;

import io.throughline.core.model.Hop;
import org.jspecify.annotations.Nullable;

/**
 * Records of one vantage that say the same of who called whom and what for.
 *
 * @param service the observing service
 * @param peer the service at the other end, where known
 */
record GroupKey(
        String service, @Nullable String peer, @Nullable String operation) {
    static GroupKey of(Hop hop) {
        return new GroupKey(hop.service(), hop.peer(), hop.operation());
    }
}
