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
 * text at two bytes a step without a branch; four digits in a row are noticed on the way. What is left is compared with the anchors
 * themselves. (Sampling at a stride below the pattern's length: Wu and Manber, "A fast algorithm for multi-pattern searching", 1994.)
 */
final class Anchors {
    static final int BYTES = 4;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FOLD = 0x20202020;
    private static final int THREE = 0xffffff;
    private static final int SAMPLE_BITS = 15;
    private static final int HASH = 0x9e3779b1;
    private static final int GROUP = 8;
    private static final Entry[] NOTHING = {};

    /** How usual a letter is in logs, the most usual first; what is not there is rarer. */
    private static final String USUAL = "etaoinsrldchmpugfbyvw./-:\"0123456789";

    /** 1 where three folded bytes stand in an anchor. */
    private final byte[] samples = new byte[1 << SAMPLE_BITS];

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
            samples[sample(key & THREE)] = 1;
            samples[sample(key >>> 8)] = 1;
        });
    }

    /**
     * The next eight bytes in which an anchor or four digits may begin; an anchor may begin one byte before, digits three.
     *
     * @return where these bytes begin, or -1 where there are none
     */
    int next(byte[] bytes, int from, int to) {
        byte[] table = samples;
        int at = from;
        long before = 0;
        for (; at + GROUP < to; at += GROUP) {
            long word = (long) LONGS.get(bytes, at);
            long folded = word | 0x2020202020202020L;
            int last = ((int) INTS.get(bytes, at + 5) | FOLD) >>> 8;
            int found = table[sample((int) folded & THREE)]
                    | table[sample((int) (folded >>> 16) & THREE)]
                    | table[sample((int) (folded >>> 32) & THREE)]
                    | table[sample(last)];
            long digits = digits(word);
            long run = digits & (digits >>> 8);
            long across = (before >>> 32) | (digits << 32);
            across &= across >>> 8;
            long four = (run & (run >>> 16)) | (across & (across >>> 16));
            if (found != 0 || four != 0) {
                return at;
            }
            before = digits;
        }
        return at + 2 < to || before != 0 ? tail(bytes, at, from, to) : -1;
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

    static boolean fourDigits(byte[] bytes, int at) {
        int word = (int) INTS.get(bytes, at);
        return (word & 0xf0f0f0f0) == 0x30303030 && ((word + 0x06060606) & 0xf0f0f0f0) == 0x30303030;
    }

    /** The last bytes, fewer than can be loaded at once. */
    private int tail(byte[] bytes, int at, int from, int to) {
        for (int i = at; i + 2 < to; i += 2) {
            int three = (bytes[i] & 0xff) | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff) << 16;
            if (samples[sample(three | (FOLD & THREE))] != 0) {
                return at;
            }
        }
        for (int i = Math.max(from, at - 3); i + BYTES <= to; i++) {
            if (fourDigits(bytes, i)) {
                return at;
            }
        }
        return -1;
    }

    /** The highest bit of each byte that is a digit (after Warren, Hacker's Delight, 6-1). */
    private static long digits(long word) {
        long offset = word ^ 0x3030303030303030L;
        return ~(((offset & 0x7f7f7f7f7f7f7f7fL) + 0x7676767676767676L) | offset) & 0x8080808080808080L;
    }

    private static int sample(int three) {
        return (three * HASH) >>> (32 - SAMPLE_BITS);
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
