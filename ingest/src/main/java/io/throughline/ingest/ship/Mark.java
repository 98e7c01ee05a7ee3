package io.throughline.ingest.ship;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of a content at one place of it, so that it is known again in another file or after a restart.
 *
 * @param position bytes from the content's start
 * @param before the bytes just before it, at most {@link Fingerprint#TAIL_BYTES}
 */
record Mark(long position, Fingerprint before) {
    /** Of as many marks there is one in each power of eight of the distance to the last one, up to 8 GiB. */
    static final int MOST = 12;

    /** How much further from the last one each of them may be than the next. */
    static final int SPREAD = 8;

    private static final int BITS_OF_SPREAD = 3;

    /**
     * Marks in the order of their positions with one more. Those far before the last one lie further apart: a copy that somebody
     * made before the last bytes were written is recognised by the ones before its end.
     */
    static List<Mark> with(List<Mark> marks, Mark added) {
        if (marks.contains(added)) {
            return marks;
        }
        List<Mark> all = new ArrayList<>(marks);
        all.removeIf(mark -> mark.position == added.position);
        all.add(added);
        all.sort(Comparator.comparingLong(Mark::position));
        long last = all.getLast().position;
        List<Mark> kept = new ArrayList<>();
        int distance = Integer.MAX_VALUE;
        for (Mark mark : all) {
            int own = (Long.SIZE - Long.numberOfLeadingZeros(last - mark.position)) / BITS_OF_SPREAD;
            if (own < distance || mark.position == last) {
                kept.add(mark);
            }
            distance = own;
        }
        return List.copyOf(kept.subList(Math.max(0, kept.size() - MOST), kept.size()));
    }
}
