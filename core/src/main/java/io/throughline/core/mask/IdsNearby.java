package io.throughline.core.mask;

/**
 * Whether digits in a row are an id: of 16 hexadecimal digits one in 1,800 has no letter, and of these some have a card's sum. A name
 * that says so stands before them ({@code SpanID: }, {@code "parent_id":"}), or an id of hexadecimal digits stands beside them, as in
 * {@code [orders,4bf92f3577b34da6a3ce929d0e0e4736,5172871048023241]}.
 */
final class IdsNearby {
    private static final byte[][] NAMES = {
        KeyedValue.ascii("id"), KeyedValue.ascii("span"), KeyedValue.ascii("trace"), KeyedValue.ascii("parent")
    };
    private static final int MOST_BETWEEN = 8;
    private static final int SPAN = 16;
    private static final int TRACE = 32;

    private IdsNearby() {}

    static boolean known(Line line, int start, int end) {
        int name = start;
        while (name > 0 && start - name < MOST_BETWEEN && !Chars.in(Chars.ALNUM, line.bytes[name - 1])) {
            name--;
        }
        for (byte[] suffix : NAMES) {
            if (name < start && name >= suffix.length && line.hasFolded(suffix, name - suffix.length)) {
                return true;
            }
        }
        return end - start == SPAN && (hexBefore(line, name) || hexBehind(line, end));
    }

    private static boolean hexBefore(Line line, int end) {
        int at = end;
        while (at > 0 && end - at <= TRACE && Chars.in(Chars.HEX, line.bytes[at - 1])) {
            at--;
        }
        return end - at == TRACE || (end - at == SPAN && letters(line, at, end));
    }

    private static boolean hexBehind(Line line, int end) {
        int from = end;
        while (from < line.to && from - end < MOST_BETWEEN && !Chars.in(Chars.ALNUM, line.bytes[from])) {
            from++;
        }
        int at = Chars.runEnd(Chars.HEX, line.bytes, from, Math.min(line.to, from + TRACE + 1));
        return at - from == TRACE || (at - from == SPAN && letters(line, from, at));
    }

    private static boolean letters(Line line, int from, int end) {
        for (int i = from; i < end; i++) {
            if (Chars.letter(line.bytes[i])) {
                return true;
            }
        }
        return false;
    }
}
