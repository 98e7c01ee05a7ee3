package io.throughline.stream.behaviour;

import io.throughline.stream.behaviour.ServiceMemory.Known;
import io.throughline.stream.detect.Episode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What one kind of request usually calls, and in which order. At most {@value #MAX_THINGS} of each, some 100 bytes each.
 *
 * @param since the first such request
 * @param requests all that taught
 * @param ways whole sequences, by hash
 * @param steps pairs of calls one after the other, by hash
 * @param calls single calls, by hash
 * @param open what is being told, by what is odd
 */
public record SequenceMemory(
        Instant since,
        long requests,
        Map<Long, Known> ways,
        Map<Long, Known> steps,
        Map<Long, Known> calls,
        Map<String, Episode> open) {
    static final int MAX_THINGS = 500;

    static SequenceMemory begin(Instant time) {
        return new SequenceMemory(time, 0, new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    SequenceMemory oneMore() {
        return new SequenceMemory(since, requests + 1, ways, steps, calls, open);
    }

    /** Beyond the limit nothing more is remembered, and what varies so much is not judged. */
    static void remember(Map<Long, Known> things, long hash, Instant time) {
        Known known = things.get(hash);
        if (known != null || things.size() < MAX_THINGS) {
            things.put(hash, known == null ? Known.at(time, false) : known.seen(time, known.times() + 1));
        }
    }

    /** Things seen once only. */
    static long once(Map<Long, Known> things) {
        return things.values().stream().filter(known -> !known.again()).count();
    }
}
