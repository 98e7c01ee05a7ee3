package io.throughline.core.rule.regex;

import java.util.List;

/** A pattern as it was read. Whether a match is the shortest or the longest makes no difference to whether there is one. */
sealed interface Part {
    record Chars(CharSet set) implements Part {}

    record Sequence(List<Part> parts) implements Part {}

    record Choice(List<Part> parts) implements Part {}

    /** @param most {@link #UNBOUNDED} for any number */
    record Repeat(Part part, int least, int most) implements Part {
        static final int UNBOUNDED = -1;
    }

    /** A place between characters. */
    record Place(Assertion assertion) implements Part {}

    /** Told by the characters before and behind. */
    enum Assertion {
        TEXT_START,
        TEXT_END,
        LINE_START,
        LINE_END,
        WORD_BOUNDARY,
        NO_WORD_BOUNDARY;

        /** @param before and {@code behind} as {@link Kind} says */
        boolean holds(Kind before, Kind behind) {
            return switch (this) {
                case TEXT_START -> before == Kind.NONE;
                case TEXT_END -> behind == Kind.NONE;
                case LINE_START -> before == Kind.NONE || before == Kind.LINE_FEED;
                case LINE_END -> behind == Kind.NONE || behind == Kind.LINE_FEED;
                case WORD_BOUNDARY -> (before == Kind.WORD) != (behind == Kind.WORD);
                case NO_WORD_BOUNDARY -> (before == Kind.WORD) == (behind == Kind.WORD);
            };
        }
    }

    /** What assertions ask of a character; NONE is the end of the text, on either side. */
    enum Kind {
        NONE,
        LINE_FEED,
        WORD,
        OTHER;

        static Kind of(int codePoint) {
            if (codePoint == '\n') {
                return LINE_FEED;
            }
            return CharSet.WORD.contains(codePoint) ? WORD : OTHER;
        }
    }
}
