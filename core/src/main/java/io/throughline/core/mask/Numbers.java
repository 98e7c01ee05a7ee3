package io.throughline.core.mask;

/** A number of JSON whose place a text takes must get quotation marks, as many backslashes before them as those around have. */
final class Numbers {
    private static final int LOOK_BACK = 256;

    private Numbers() {}

    static byte[] quote(Line line, int start, int end) {
        byte[] bytes = line.bytes;
        int before = start - 1;
        while (before > 0 && bytes[before] == ' ') {
            before--;
        }
        int behind = end;
        while (behind < line.to && bytes[behind] == ' ') {
            behind++;
        }
        if (before < 0 || behind >= line.to || ":,[".indexOf(bytes[before]) < 0 || ",}]".indexOf(bytes[behind]) < 0) {
            return Quote.NONE;
        }
        boolean member = bytes[before] == ':';
        for (int i = before; i > 0 && before - i < LOOK_BACK; i--) {
            if (bytes[i - 1] == '\n' || (member && i - 1 < before - 1 && bytes[before - 1] != '"')) {
                return Quote.NONE;
            }
            if (bytes[i - 1] == '"') {
                int from = i - 1;
                while (from > 0 && bytes[from - 1] == '\\') {
                    from--;
                }
                line.valueQuote.read(line, from);
                return line.valueQuote.copy(line, from);
            }
        }
        return Quote.NONE;
    }
}
