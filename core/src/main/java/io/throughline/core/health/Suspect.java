package io.throughline.core.health;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service that may be what broke.
 *
 * @param rank from 1
 * @param instance the one in which most of it was seen
 * @param score nats: the natural logarithm of how much likelier what was seen is if this service changed
 * @param reason the strongest clue, in words with figures
 * @param clues the strongest first
 * @param neighbours services that it called or that called it where that was seen
 */
public record Suspect(
        int rank,
        String service,
        @Nullable String instance,
        double score,
        String reason,
        List<Clue> clues,
        List<String> neighbours) {
    /** Clues of one suspect that are told. */
    public static final int MAX_CLUES = 10;

    /** Records of one clue that are told. */
    public static final int MAX_RECORDS = 10;

    public Suspect {
        clues = List.copyOf(clues);
        neighbours = List.copyOf(neighbours);
    }

    /**
     * A trait that changed.
     *
     * @param kind own-time, calls, answer, network-time, failure or next-line
     * @param context the operation, or the line before
     * @param nats this service's part of what the change tells
     * @param words what was usual, and what was seen
     * @param records ids of hops and log events in which it was seen, the earliest first
     */
    public record Clue(String kind, String context, double nats, String words, List<String> records) {
        public Clue {
            records = List.copyOf(records);
        }
    }
}
