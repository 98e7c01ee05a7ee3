package io.throughline.stream.health;

import io.throughline.core.health.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow whose slice is not judged yet.
 *
 * @param lines changed in place, as are the places
 */
record Gathering(
        Track track,
        long slice,
        byte @Nullable [] version,
        List<Line> lines,
        List<FlowPiece.Place> versionPlaces,
        List<FlowPiece.Place> linePlaces) {
    /** Lines of one flow that are looked at; more are counted and left out. */
    static final int MAX_LINES = 2_000;

    static Gathering of(FlowPiece piece) {
        return new Gathering(
                        piece.track(),
                        Slices.of(piece.begin()),
                        null,
                        new ArrayList<>(0),
                        new ArrayList<>(0),
                        new ArrayList<>(0))
                .with(piece);
    }

    boolean isFull() {
        return lines.size() >= MAX_LINES;
    }

    /** A version of the flow takes the place of the one before. */
    Gathering with(FlowPiece piece) {
        Track told = track == Track.TOLD ? track : piece.track();
        long earlier = Math.min(slice, Slices.of(piece.begin()));
        if (piece.line() == null) {
            return new Gathering(told, earlier, piece.version(), lines, piece.places(), linePlaces);
        }
        lines.add(piece.line());
        linePlaces.add(piece.places().getFirst());
        return new Gathering(told, earlier, version, lines, versionPlaces, linePlaces);
    }

    Gathered gathered(String flow) {
        List<FlowPiece.Place> places = new ArrayList<>(versionPlaces);
        places.addAll(linePlaces);
        return new Gathered(track, slice, Gathered.bucket(flow), flow, version, lines, places);
    }
}
