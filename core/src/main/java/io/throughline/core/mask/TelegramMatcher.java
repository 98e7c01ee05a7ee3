package io.throughline.core.mask;

/** A Telegram bot's token: eight to ten digits, {@code :AA}, and 33 characters more. */
final class TelegramMatcher implements Matcher {
    static final String SHAPE = "telegram-bot-token";
    static final String START = ":AA";
    private static final byte[] START_BYTES = KeyedValue.ascii(START);
    private static final int MIN_DIGITS = 8;
    private static final int MAX_DIGITS = 10;
    private static final int BODY = 33;

    private final int shape;

    TelegramMatcher(int shape) {
        this.shape = shape;
    }

    @Override
    public int match(Line line, int at) {
        if (!line.has(START_BYTES, at)) {
            return NO;
        }
        int start = at;
        while (start > line.floor && at - start <= MAX_DIGITS && Chars.digit(line.bytes[start - 1])) {
            start--;
        }
        int from = at + START_BYTES.length;
        int end = Chars.runEnd(Chars.URL, line.bytes, from, Math.min(line.to, from + BODY + 2));
        if (at - start < MIN_DIGITS || at - start > MAX_DIGITS || end - from < BODY - 1 || end - from > BODY) {
            return NO;
        }
        line.mask(shape, start, end);
        return end;
    }
}
