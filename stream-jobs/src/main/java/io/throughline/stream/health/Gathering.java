package io.throughline.stream.health;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow whose slice is not judged yet.
 *
 * @param version the latest, packed
 * @param places of the version
 * @param lines packed; changed in place, as are their places
 */
record Gathering(
        Track track,
        long slice,
        byte @Nullable [] version,
        byte @Nullable [] places,
        List<byte[]> lines,
        List<byte[]> linePlaces) {
    /** Lines of one flow that are looked at; more are counted and left out. */
    static final int MAX_LINES = 2_000;

    static Gathering of(FlowPiece piece) {
        return new Gathering(
                        piece.track(), Slices.of(piece.begin()), null, null, new ArrayList<>(0), new ArrayList<>(0))
                .with(piece);
    }

    boolean isFull() {
        return lines.size() >= MAX_LINES;
    }

    /** A version of the flow takes the place of the one before. */
    Gathering with(FlowPiece piece) {
        Track told = track == Track.TOLD ? track : piece.track();
        long earlier = Math.min(slice, Slices.of(piece.begin()));
        if (!piece.line()) {
            return new Gathering(told, earlier, piece.told(), piece.places(), lines, linePlaces);
        }
        lines.add(piece.told());
        linePlaces.add(piece.places());
        return new Gathering(told, earlier, version, places, lines, linePlaces);
    }

    Gathered gathered(String flow) {
        List<byte[]> all = new ArrayList<>(linePlaces.size() + 1);
        if (places != null) {
            all.add(places);
        }
        all.addAll(linePlaces);
        return new Gathered(track, slice, Gathered.bucket(flow), flow, version, lines, all);
    }
}
