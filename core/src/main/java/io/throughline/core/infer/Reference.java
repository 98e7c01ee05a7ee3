package io.throughline.core.infer;

/**
 * From which event on the gap to a call, or to the end of its request, is measured. Which one a service's code waits for is not known: the
 * one is taken that foretells the gaps best.
 */
enum Reference {
    /** The request's start. */
    START,

    /** The latest end of another call before; the start where there is none. One distribution for each kind of that call. */
    LAST_END,

    /** The start of the call before; the request's where there is none. One distribution for each kind of that call. */
    LAST_START,

    /** The start of the last of the flow's requests at this instance: whoever comes last goes on for all. */
    LAST_PEER_START,

    /** The latest end, before, of another of the flow's requests at this instance, else as {@link #LAST_END}. */
    LAST_PEER_END,

    /** When all the flow's other requests at this instance had ended, or the request's start, if that is later. */
    PEERS_ENDED,

    /** The start of the call before, else as {@link #PEERS_ENDED}: the first call waits for the others, the next follow it. */
    LAST_START_OR_PEERS_ENDED,

    /** The latest end of another call before, else as {@link #PEERS_ENDED}. */
    LAST_END_OR_PEERS_ENDED,

    /** The latest end of a call of a certain kind before, else as {@link #LAST_END}. */
    END_OF_KIND;

    /** How many calls before are looked at, so that a request with ten thousand costs ten thousand looks and not their square. */
    private static final int LOOK_BACK = 32;

    /** No call, but the request itself. */
    static final int REQUEST = -1;

    /** Another request of the flow. */
    static final int PEER = -2;

    /**
     * Finds the place of the event in a family.
     *
     * @param kind for {@link #END_OF_KIND}
     * @param i the call that is to be told; {@code family.size}: the request's end
     * @return which call's end (or start, for {@link #LAST_START}); {@link #REQUEST} for the request's start
     */
    int find(Family family, int kind, int i) {
        return switch (this) {
            case START -> REQUEST;
            case LAST_END -> lastEnd(family, REQUEST, i);
            case LAST_START -> i - 1;
            case LAST_PEER_START -> family.peerStarts.length == 0 ? REQUEST : PEER;
            case LAST_PEER_END -> peerEnd(family, i) < 0 ? lastEnd(family, REQUEST, i) : PEER;
            case PEERS_ENDED -> peers(family);
            case LAST_START_OR_PEERS_ENDED -> i > 0 ? i - 1 : peers(family);
            case LAST_END_OR_PEERS_ENDED -> {
                int found = lastEnd(family, REQUEST, i);
                yield found == REQUEST ? peers(family) : found;
            }
            case END_OF_KIND -> {
                int found = lastEnd(family, kind, i);
                yield found == REQUEST ? lastEnd(family, REQUEST, i) : found;
            }
        };
    }

    long time(Family family, int found, int i) {
        if (found == REQUEST) {
            return family.start;
        }
        if (found == PEER) {
            return switch (this) {
                case LAST_PEER_START -> family.peerStarts[family.peerStarts.length - 1];
                case LAST_PEER_END -> family.peerEnds[peerEnd(family, i)];
                default -> Math.max(family.start, family.peerEnds[family.peerEnds.length - 1]);
            };
        }
        return this == LAST_START || this == LAST_START_OR_PEERS_ENDED ? family.starts[found] : family.ends[found];
    }

    private static int peers(Family family) {
        return family.peerEnds.length == 0 ? REQUEST : PEER;
    }

    private static int peerEnd(Family family, int i) {
        long at = i < family.size ? family.starts[i] : family.end;
        int last = family.peerEnds.length - 1;
        while (last >= 0 && (family.peerEnds[last] > at || family.peerEnds[last] < family.start)) {
            last--;
        }
        return last;
    }

    private static int lastEnd(Family family, int kind, int i) {
        long at = i < family.size ? family.starts[i] : family.end;
        int found = REQUEST;
        for (int j = Math.min(i, family.size) - 1; j >= 0 && j >= i - LOOK_BACK; j--) {
            if ((kind == REQUEST || family.kinds[j] == kind)
                    && family.ends[j] <= at
                    && (found == REQUEST || family.ends[j] > family.ends[found])) {
                found = j;
            }
        }
        return found;
    }
}
