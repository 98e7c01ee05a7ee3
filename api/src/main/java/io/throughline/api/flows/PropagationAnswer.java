package io.throughline.api.flows;

import io.throughline.core.flow.Propagation;
import java.util.List;

/**
 * Which services lose the context of a trace, those that lose most first.
 *
 * @param looked the flows it was seen in
 * @param limitReached whether there are more flows in the range, older than these
 */
record PropagationAnswer(List<Service> services, int looked, boolean limitReached) {
    static PropagationAnswer of(Propagation propagation, int looked, boolean limitReached) {
        return new PropagationAnswer(
                propagation.shares().stream()
                        .map(share -> new Service(share.service(), share.requests(), share.lost(), share.lostShare()))
                        .toList(),
                looked,
                limitReached);
    }

    /**
     * One of them.
     *
     * @param requests inbound, with ids, that led to calls of other services
     * @param lost those of them with a call that arrived without the ids
     * @param lostShare 0 to 1
     */
    record Service(String service, long requests, long lost, double lostShare) {}
}
