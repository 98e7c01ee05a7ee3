package io.throughline.core.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with wildcards: literal pieces in order, with anything between them.
 *
 * @param pieces none for a text that is there, whatever it is; within a piece {@link #ANY_ONE} is one character, whichever
 * @param openStart anything may stand before the first piece
 * @param openEnd anything may stand behind the last piece
 */
public record Glob(List<String> pieces, boolean openStart, boolean openEnd) {
    /** Any number of characters; noncharacters of Unicode, which no rule can contain. */
    public static final char ANY = '\uFFFE';

    /** One character. */
    public static final char ANY_ONE = '\uFFFF';

    public Glob {
        pieces = List.copyOf(pieces);
    }

    /** Of a text in which {@link #ANY} and {@link #ANY_ONE} stand for the wildcards. */
    public static Glob of(String pattern) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from <= pattern.length()) {
            int any = pattern.indexOf(ANY, from);
            int to = any < 0 ? pattern.length() : any;
            if (to > from) {
                pieces.add(pattern.substring(from, to));
            }
            from = to + 1;
        }
        boolean open = pattern.indexOf(ANY) >= 0;
        return new Glob(pieces, open && pattern.charAt(0) == ANY, open && pattern.charAt(pattern.length() - 1) == ANY);
    }

    public boolean hasAnyOne() {
        return pieces.stream().anyMatch(piece -> piece.indexOf(ANY_ONE) >= 0);
    }

    /** As Sigma writes it. */
    @Override
    public String toString() {
        String joined = String.join("*", pieces).replace(ANY_ONE, '?');
        return (openStart ? "*" : "") + joined + (openEnd && !(pieces.isEmpty() && openStart) ? "*" : "");
    }
}
