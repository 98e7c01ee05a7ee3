package io.throughline.core.rule.regex;

import io.throughline.core.rule.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of code points.
 *
 * @param ranges first, last, first, last: ascending, apart
 */
@SuppressWarnings("ArrayRecordComponent") // Made once per pattern, never handed out, never compared.
record CharSet(int[] ranges) {
    static final CharSet ANY = new CharSet(new int[] {0, Character.MAX_CODE_POINT});
    static final CharSet DIGITS = new CharSet(new int[] {'0', '9'});
    static final CharSet WORD = new CharSet(new int[] {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'});
    static final CharSet SPACE = new CharSet(new int[] {'\t', '\r', ' ', ' '});
    static final CharSet LINE_FEED = new CharSet(new int[] {'\n', '\n'});

    static CharSet of(int codePoint) {
        return new CharSet(new int[] {codePoint, codePoint});
    }

    static CharSet union(List<CharSet> sets) {
        List<int[]> all = new ArrayList<>();
        for (CharSet set : sets) {
            for (int i = 0; i < set.ranges.length; i += 2) {
                all.add(new int[] {set.ranges[i], set.ranges[i + 1]});
            }
        }
        all.sort(Comparator.comparingInt(range -> range[0]));
        int[] merged = new int[all.size() * 2];
        int count = 0;
        for (int[] range : all) {
            if (count > 0 && range[0] <= merged[count - 1] + 1) {
                merged[count - 1] = Math.max(merged[count - 1], range[1]);
            } else {
                merged[count++] = range[0];
                merged[count++] = range[1];
            }
        }
        return new CharSet(Arrays.copyOf(merged, count));
    }

    CharSet negate() {
        List<CharSet> gaps = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            if (ranges[i] > next) {
                gaps.add(new CharSet(new int[] {next, ranges[i] - 1}));
            }
            next = ranges[i + 1] + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            gaps.add(new CharSet(new int[] {next, Character.MAX_CODE_POINT}));
        }
        return union(gaps);
    }

    /** With every character that folds to the same as one of these. */
    CharSet ignoringCase() {
        List<CharSet> all = new ArrayList<>();
        all.add(this);
        Folding.SAME.forEach((c, same) -> {
            if (contains(c)) {
                same.forEach(other -> all.add(of(other)));
            }
        });
        return union(all);
    }

    boolean contains(int codePoint) {
        int low = 0;
        int high = ranges.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (codePoint < ranges[2 * middle]) {
                high = middle - 1;
            } else if (codePoint > ranges[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Which code points fold to the same. */
    private static final class Folding {
        private static final Map<Integer, List<Integer>> SAME = new HashMap<>();

        static {
            for (int c = 0; c < 0x1F000; c++) {
                int folded = Fold.fold(c);
                if (folded != c) {
                    List<Integer> same = SAME.computeIfAbsent(folded, any -> new ArrayList<>(List.of(folded)));
                    same.add(c);
                }
            }
            for (List<Integer> same : List.copyOf(SAME.values())) {
                same.forEach(c -> SAME.putIfAbsent(c, same));
            }
        }
    }
}
