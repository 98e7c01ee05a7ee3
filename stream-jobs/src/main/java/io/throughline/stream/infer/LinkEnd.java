package io.throughline.stream.infer;

import io.throughline.core.model.FlowHop.EdgeEvidence;

/**
 * One side of a call between instances.
 *
 * @param link the same on both sides
 * @param caller whether it is the calling side
 * @param unit that it is in
 * @param hop the record of this side
 * @param evidence that the two sides belong together
 * @param confidence in that, in [0,1]
 * @param known when its unit was judged, in milliseconds since 1970
 */
record LinkEnd(
        String link, boolean caller, String unit, String hop, EdgeEvidence evidence, double confidence, long known) {}
