package io.throughline.core.mask;

import java.nio.charset.StandardCharsets;

/** The end of a name from {@link Keys}: where a sign of equality or a colon follows, {@link KeyedValue} looks at the rest. */
final class KeyMatcher implements Matcher {
    private final byte[] word;
    private final KeyNames names;
    private final KeyedValue value;

    /** @param word in lower case */
    KeyMatcher(String word, KeyNames names, KeyedValue value) {
        this.word = word.getBytes(StandardCharsets.US_ASCII);
        this.names = names;
        this.value = value;
    }

    @Override
    public int match(Line line, int at) {
        if (!line.hasFolded(word, at)) {
            return NO;
        }
        int end = at + word.length;
        if (end >= line.to || Chars.in(Chars.ALNUM, line.bytes[end])) {
            return NO;
        }
        int start = value.start(line, at, end);
        if (start < 0) {
            return NO;
        }
        KeyNames.Row row = names.find(line, end);
        return row == null ? NO : value.match(line, row, start);
    }
}
