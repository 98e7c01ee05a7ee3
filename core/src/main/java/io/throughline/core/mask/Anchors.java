package io.throughline.core.mask;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the few places of a text where a shape may begin. Every shape has an anchor: four bytes, in any case of letters, that stand
 * at a known place of it. Three bytes at every second place are looked up in a table of all anchors' halves, which passes over most
 * text at two bytes a step without a branch; eight digits in a row, or four and four, are noticed on the way. What is left is compared with the anchors
 * themselves. (Sampling at a stride below the pattern's length: Wu and Manber, "A fast algorithm for multi-pattern searching", 1994.)
 */
final class Anchors {
    static final int BYTES = 4;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FOLD = 0x20202020;
    private static final int THREE = 0xffffff;
    private static final int SAMPLE_BITS = 17;
    private static final int HASH = 0x9e3779b1;
    private static final int GROUP = 8;
    private static final Entry[] NOTHING = {};

    /** How usual a letter is in logs, the most usual first; what is not there is rarer. */
    private static final String USUAL = "etaoinsrldchmpugfbyvw./-:\"0123456789";

    /** What most lines have. */
    private static final String USUAL_TEXT =
            "\",\" \":\" \",\\\" \\\":\\\" \":{\" \":[\" TraceID: SpanID: trace_id span_id request_id GET POST HTTP/1.1\" 200 INFO DEBUG WARN"
                    + " ERROR time stream stdout stderr level message thread logger service name host path status method duration_ms"
                    + " 2026-11-22T10:00:00Z java.lang.Exception at com.example.Service.get(Service.java:115) Mozilla/5.0 user agent"
                    + " start end station order price route train travel config null true false return request response completed";

    private static final int MULTIPLIERS = 64;
    private static final int STEP = 0x3504f333;

    /** A bit for three folded bytes that stand in an anchor. */
    private final long[] samples = new long[1 << (SAMPLE_BITS - 6)];

    private int multiplier = HASH;
    private final int[] keys;
    private final Entry[][] entries;

    /** @param back from the anchor to where the matcher's literal begins */
    record Entry(Matcher matcher, int back) {}

    private Anchors(Map<Integer, List<Entry>> anchors) {
        int size = Integer.highestOneBit(Math.max(16, anchors.size())) << 3;
        keys = new int[size];
        entries = new Entry[size][];
        Arrays.fill(entries, NOTHING);
        anchors.forEach((key, list) -> {
            int slot = slot(key);
            while (entries[slot].length > 0) {
                slot = (slot + 1) & (size - 1);
            }
            keys[slot] = key;
            entries[slot] = list.toArray(Entry[]::new);
        });
        choose(anchors);
    }

    /**
     * The next eight bytes in which there is something to be looked at: half of an anchor begins at one of the even places, or in the
     * eight bytes before them there begin {@link #digitsAt eight digits}.
     *
     * @return where these bytes begin, or -1 where there are none
     */
    int next(byte[] bytes, int from, int to) {
        long[] table = samples;
        int at = from;
        int digits = 0;
        for (; at + GROUP < to; at += GROUP) {
            long word = (long) LONGS.get(bytes, at);
            long folded = word | 0x2020202020202020L;
            int first = sample((int) folded & THREE);
            int second = sample((int) (folded >>> 16) & THREE);
            int third = sample((int) (folded >>> 32) & THREE);
            int fourth = sample(((int) INTS.get(bytes, at + 5) | FOLD) >>> 8);
            long found = (table[first >>> 6] >>> first)
                    | (table[second >>> 6] >>> second)
                    | (table[third >>> 6] >>> third)
                    | (table[fourth >>> 6] >>> fourth);
            digits = (digits >>> 8) | digits(word) << 24;
            int four = digits & (digits >>> 1);
            four &= four >>> 2;
            if (((found & 1) | (four & ((four >>> 4) | (four >>> 5)) & 0xff0000)) != 0) {
                return at;
            }
        }
        return tail(bytes, at, from, to);
    }

    /** Whether half of an anchor begins there. */
    boolean half(byte[] bytes, int at) {
        int three = (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
        int bit = sample(three | (FOLD & THREE));
        return ((samples[bit >>> 6] >>> bit) & 1) != 0;
    }

    /** The matchers whose anchor stands there; none where it is another's. */
    Entry[] at(byte[] bytes, int at) {
        int key = (int) INTS.get(bytes, at) | FOLD;
        int slot = slot(key);
        while (entries[slot].length > 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return entries[slot];
    }

    /** Whether four digits begin there, and four more behind them or behind one sign. */
    static boolean digitsAt(byte[] bytes, int at, int to) {
        return at + 2 * BYTES <= to
                && fourDigits(bytes, at)
                && (fourDigits(bytes, at + BYTES) || (at + 2 * BYTES < to && fourDigits(bytes, at + BYTES + 1)));
    }

    private static boolean fourDigits(byte[] bytes, int at) {
        int word = (int) INTS.get(bytes, at);
        return (word & 0xf0f0f0f0) == 0x30303030 && ((word + 0x06060606) & 0xf0f0f0f0) == 0x30303030;
    }

    /** The last bytes, fewer than can be loaded at once, and the digits before them. */
    private int tail(byte[] bytes, int at, int from, int to) {
        for (int i = at; i + 2 < to; i += 2) {
            if (half(bytes, i)) {
                return at;
            }
        }
        for (int i = Math.max(from, at - 2 * GROUP); i < to; i++) {
            if (digitsAt(bytes, i, to)) {
                return at;
            }
        }
        return -1;
    }

    /** One bit for each byte that is a digit, the first the lowest (after Warren, Hacker's Delight, 6-1). */
    private static int digits(long word) {
        long offset = word ^ 0x3030303030303030L;
        long high = ~(((offset & 0x7f7f7f7f7f7f7f7fL) + 0x7676767676767676L) | offset) & 0x8080808080808080L;
        return (int) (((high >>> 7) * 0x0102040810204080L) >>> 56);
    }

    /** Of several multipliers the one by which the fewest usual parts of lines share a place with an anchor's half. */
    private void choose(Map<Integer, List<Entry>> anchors) {
        int best = Integer.MAX_VALUE;
        int chosen = HASH;
        for (int i = 0; i < MULTIPLIERS && best > 0; i++) {
            multiplier = HASH + 2 * i * STEP;
            fill(anchors);
            int met = 0;
            for (int at = 0; at + 3 <= USUAL_TEXT.length(); at++) {
                met += half(USUAL_TEXT.getBytes(StandardCharsets.US_ASCII), at) ? 1 : 0;
            }
            if (met < best) {
                best = met;
                chosen = multiplier;
            }
        }
        multiplier = chosen;
        fill(anchors);
    }

    private void fill(Map<Integer, List<Entry>> anchors) {
        Arrays.fill(samples, 0);
        for (int key : anchors.keySet()) {
            put(sample(key & THREE));
            put(sample(key >>> 8));
        }
    }

    private void put(int bit) {
        samples[bit >>> 6] |= 1L << bit;
    }

    private int sample(int three) {
        return (three * multiplier) >>> (32 - SAMPLE_BITS);
    }

    private int slot(int key) {
        return ((key * HASH) >>> 8) & (keys.length - 1);
    }

    /** Collects what is to be looked for. */
    static final class Builder {
        private final Map<Integer, List<Entry>> anchors = new HashMap<>();

        /** An anchor at the literal's first bytes; of a shorter literal, with each of these behind it. */
        void begin(String literal, String behind, Matcher matcher) {
            if (literal.length() >= BYTES) {
                add(literal.substring(0, BYTES), new Entry(matcher, 0));
                return;
            }
            for (int i = 0; i < behind.length(); i++) {
                begin(literal + behind.charAt(i), behind, matcher);
            }
        }

        /** Anchors of a word of three letters with one of these signs before it. */
        void behind(String signs, String word, Matcher matcher) {
            for (int i = 0; i < signs.length(); i++) {
                add(signs.charAt(i) + word, new Entry(matcher, -1));
            }
        }

        /** An anchor at those four bytes of the literal that are the least usual. */
        void within(String literal, String behind, Matcher matcher) {
            if (literal.length() < BYTES) {
                begin(literal, behind, matcher);
                return;
            }
            int best = 0;
            for (int i = 1; i + BYTES <= literal.length(); i++) {
                if (rareness(literal, i) > rareness(literal, best)) {
                    best = i;
                }
            }
            add(literal.substring(best, best + BYTES), new Entry(matcher, best));
        }

        Anchors build() {
            return new Anchors(anchors);
        }

        private void add(String anchor, Entry entry) {
            byte[] bytes = anchor.getBytes(StandardCharsets.US_ASCII);
            int key = (int) INTS.get(bytes, 0) | FOLD;
            List<Entry> list = anchors.computeIfAbsent(key, unused -> new ArrayList<>());
            if (!list.contains(entry)) {
                list.add(entry);
            }
        }

        /** The sum of the letters' places in {@link #USUAL}, those in the middle twice, as both halves have them. */
        private static int rareness(String literal, int at) {
            int sum = 0;
            for (int i = 0; i < BYTES; i++) {
                int place = USUAL.indexOf(Character.toLowerCase(literal.charAt(at + i)));
                sum += (place < 0 ? USUAL.length() : place) * (i == 1 || i == 2 ? 2 : 1);
            }
            return sum;
        }
    }
}
