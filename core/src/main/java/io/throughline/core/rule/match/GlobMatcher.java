package io.throughline.core.rule.match;

import io.throughline.core.rule.Fold;
import io.throughline.core.rule.Glob;

/**
 * Compares a text with wildcards, in time linear in the text: the first and the last piece have their places, and each one between is
 * taken where it is found first, behind the one before.
 */
final class GlobMatcher {
    private final Glob glob;
    private final boolean cased;
    private final PieceFinder[] pieces;

    GlobMatcher(Glob glob, boolean cased) {
        this.glob = glob;
        this.cased = cased;
        this.pieces = glob.pieces().stream()
                .map(piece -> new PieceFinder(cased ? piece : Fold.fold(piece)))
                .toArray(PieceFinder[]::new);
    }

    boolean matches(FieldValue value, int index) {
        return matches(cased ? value.text() : value.folded(), value.start(index), value.end(index));
    }

    private boolean matches(char[] text, int start, int end) {
        int from = start;
        int to = end;
        int first = 0;
        int last = pieces.length - 1;
        if (pieces.length == 0) {
            return true; // nothing but wildcards
        }
        if (!glob.openStart()) {
            if (!pieces[0].isAt(text, from, to)) {
                return false;
            }
            from += pieces[0].length();
            first = 1;
            if (last == 0) {
                return glob.openEnd() || from == to;
            }
        }
        if (!glob.openEnd()) {
            int at = to - pieces[last].length();
            if (at < from || !pieces[last].isAt(text, at, to)) {
                return false;
            }
            to = at;
            last--;
        }
        for (int i = first; i <= last; i++) {
            int found = pieces[i].find(text, from, to);
            if (found < 0) {
                return false;
            }
            from = found + pieces[i].length();
        }
        return true;
    }
}
