package io.throughline.stream.infer;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import io.throughline.stream.correlate.PackedParts;
import org.jspecify.annotations.Nullable;

/**
 * One side of a call between instances, of which no connection tells the other side.
 *
 * @param unit that it is in
 * @param trace of the unit, where one is known
 * @param call the ids of the call, where its record has them: the same on both sides
 * @param settled see {@link LinkEnd}
 * @param part see {@link LinkEnd}
 * @param known when the unit was judged, in milliseconds since 1970
 */
record OpenEnd(
        String unit,
        @Nullable String trace,
        @Nullable String call,
        boolean settled,
        @Nullable PackedParts part,
        Hop hop,
        long known) {
    /** The service that was called: both sides name it, the calling one as its peer; null where it does not. */
    static @Nullable String called(Hop hop) {
        return hop.vantage() == Vantage.INBOUND ? hop.service() : hop.peer();
    }

    /** When it was over, in milliseconds since 1970. */
    long end() {
        return hop.end().toEpochMilli();
    }

    boolean caller() {
        return hop.vantage() == Vantage.OUTBOUND;
    }

    /** Its side of a connection. */
    LinkEnd linked() {
        return side(String.valueOf(hop.link()), EdgeEvidence.LINK, 1);
    }

    /** Its side of the call, if the two belong together. */
    LinkEnd paired(double confidence) {
        return side(hop.id(), EdgeEvidence.INFERENCE, confidence);
    }

    private LinkEnd side(String link, EdgeEvidence evidence, double confidence) {
        return new LinkEnd(link, caller(), unit, trace, hop.id(), call, settled, part, evidence, confidence, known);
    }

    /** As if its connection had told. */
    Hop linked(String link) {
        return new Hop(
                hop.id(),
                hop.vantage(),
                hop.service(),
                hop.instance(),
                hop.start(),
                hop.duration(),
                hop.operation(),
                hop.peer(),
                link,
                hop.method(),
                hop.path(),
                hop.status(),
                hop.requestBytes(),
                hop.responseBytes(),
                hop.principal(),
                hop.sourceIp(),
                hop.userAgent());
    }
}
