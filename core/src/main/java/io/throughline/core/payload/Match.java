package io.throughline.core.payload;

/**
 * What a check recognised in a text.
 *
 * @param reason what the text does, to follow the name of the part: {@code closes a string and adds OR with a comparison}
 * @param confidence above 0, at most 1
 */
record Match(PayloadKind kind, String reason, double confidence) {
    static Match of(PayloadKind kind, String reason) {
        return new Match(kind, reason, 0.9);
    }
}
