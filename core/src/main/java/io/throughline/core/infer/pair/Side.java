package io.throughline.core.infer.pair;

import io.throughline.core.infer.clock.InstanceId;
import io.throughline.core.model.Hop;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All records of one vantage, as arrays in order of their start, so that the many comparisons of times need no objects. Names are
 * numbered. What a record does not tell is {@link #UNKNOWN}.
 */
final class Side {
    static final int UNKNOWN = -1;

    /** Seconds: 34,000 years, so that sums of three times still fit a long of microseconds. */
    private static final long MAX_SECONDS = 1L << 40;

    final int size;

    /** Places in the caller's list. */
    final int[] hop;

    final long[] start;
    final long[] end;

    /** Numbers of {@link GroupKey}s and of {@link InstanceId}s. */
    final int[] group;

    final int[] instance;

    /** Status, bytes of the request, bytes of the response, method, path, by record. */
    final long[][] told;

    final int[] link;

    Side(int size) {
        this.size = size;
        hop = new int[size];
        start = new long[size];
        end = new long[size];
        group = new int[size];
        instance = new int[size];
        told = new long[Agreement.FIELDS][size];
        link = new int[size];
    }

    /** Numbers for names, in the order in which they came. */
    static final class Names<T> {
        private final Map<T, Integer> numbers = new HashMap<>();

        int number(@Nullable T name) {
            if (name == null) {
                return UNKNOWN;
            }
            Integer known = numbers.putIfAbsent(name, numbers.size());
            return known == null ? numbers.size() - 1 : known;
        }

        /** In order of their numbers. */
        List<T> all() {
            return numbers.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    void put(int row, int place, Hop hop, int group, int instance, Names<String> words) {
        this.hop[row] = place;
        this.group[row] = group;
        this.instance[row] = instance;
        start[row] = micros(hop.start());
        end[row] = start[row] + micros(hop.duration());
        link[row] = words.number(hop.link());
        Integer status = hop.status();
        Long requestBytes = hop.requestBytes();
        Long responseBytes = hop.responseBytes();
        told[0][row] = status == null ? UNKNOWN : status;
        told[1][row] = requestBytes == null ? UNKNOWN : requestBytes;
        told[2][row] = responseBytes == null ? UNKNOWN : responseBytes;
        told[3][row] = words.number(hop.method());
        told[4][row] = words.number(hop.path());
    }

    /** Since 1970; what is longer ago or longer ahead than {@link #MAX_SECONDS} counts as that. */
    static long micros(Instant time) {
        return Math.clamp(time.getEpochSecond(), -MAX_SECONDS, MAX_SECONDS) * 1_000_000 + time.getNano() / 1000;
    }

    private static long micros(Duration duration) {
        return Math.clamp(duration.getSeconds(), 0, MAX_SECONDS) * 1_000_000 + duration.getNano() / 1000;
    }
}
