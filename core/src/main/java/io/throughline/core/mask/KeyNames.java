package io.throughline.core.mask;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the row of a name: the longest one that the name ends in, whatever its case and its separators. */
final class KeyNames {
    private static final int MAX_NAME_BYTES = 40;

    private final Map<String, Row> rows = new HashMap<>();
    private int longest;

    /**
     * @param shape its number
     * @param whole whether no letter may stand before it
     */
    record Row(int shape, Keys.Rule rule, boolean whole) {}

    /** @param name as in {@link Keys} */
    void add(String name, int shape, Keys.Rule rule) {
        boolean whole = name.startsWith("^");
        String plain = whole ? name.substring(1) : name;
        rows.put(plain, new Row(shape, rule, whole));
        longest = Math.max(longest, plain.length());
    }

    /** The row of the name that ends there; null where it is nobody's. */
    @Nullable
    Row find(Line line, int end) {
        byte[] name = new byte[MAX_NAME_BYTES];
        int at = end;
        int size = 0;
        Row best = null;
        int most = Math.min(longest, MAX_NAME_BYTES);
        while (at > line.floor && size < most) {
            byte b = line.bytes[--at];
            if (b == '_' || b == '-' || b == '.') {
                continue;
            }
            if (!Chars.in(Chars.ALNUM, b)) {
                break;
            }
            name[MAX_NAME_BYTES - ++size] = Chars.lower(b);
            Row row = rows.get(new String(name, MAX_NAME_BYTES - size, size, StandardCharsets.ISO_8859_1));
            if (row != null && (!row.whole || startsWord(line, at))) {
                best = row;
            }
        }
        return best;
    }

    /** Whether a word begins there: behind no letter, or at a capital behind a small one. */
    private static boolean startsWord(Line line, int at) {
        if (line.boundary(at)) {
            return true;
        }
        byte before = line.bytes[at - 1];
        return before == '_' || (Chars.lower(before) == before && Chars.lower(line.bytes[at]) != line.bytes[at]);
    }
}
