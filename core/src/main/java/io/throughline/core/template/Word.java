package io.throughline.core.template;

/** A run of characters without a blank or a bracket, and whether it is a value by its looks. Used again for every word. */
final class Word {
    /** Longer words without a joint are tokens: base64, signatures. */
    private static final int MAX_PLAIN = 40;

    /** Letters of a to f only: "facade", "decade" are words. */
    private static final int MIN_HEX = 8;

    /** The longest IPv6 address, with an IPv4 one in it and a zone. */
    private static final int MAX_ADDRESS = 60;

    private final char[] in;
    private int from;
    private int end;
    private int digits;
    private int inner;
    private int letters;
    private int hex;
    private int slashes;
    private int joints;
    private boolean at;

    Word(char[] in) {
        this.in = in;
    }

    int end() {
        return end;
    }

    void read(int start) {
        from = start;
        digits = 0;
        inner = 0;
        letters = 0;
        hex = 0;
        slashes = 0;
        joints = 0;
        at = false;
        boolean ascii = in[start] < 128;
        int i = start;
        for (; ; i++) {
            char c = in[i];
            if (Chars.kind(c) != Chars.WORD || c < 128 != ascii) {
                break;
            }
            count(c, i);
        }
        end = i;
        // The end of a sentence, "....", a dash before a bracket.
        while (end > start + 1 && (in[end - 1] == '.' || in[end - 1] == '-')) {
            end--;
        }
        if (isHexOnly() && in[end] == ':') {
            address();
        }
    }

    private void count(char c, int i) {
        if (c < 128 ? c >= '0' && c <= '9' : Character.isDigit(c)) {
            digits++;
            inner += i > from && isLetter(in[i - 1]) && isLetter(in[i + 1]) ? 1 : 0;
        } else if (isLetter(c)) {
            letters++;
            hex += (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? 1 : 0;
        } else if (c == '/' || c == '\\') {
            slashes++;
        } else if (c == '@') {
            at |= i > from;
        } else {
            joints++;
        }
    }

    private static boolean isLetter(char c) {
        return c < 128 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : Character.isLetter(c);
    }

    private boolean isHexOnly() {
        return letters == hex && joints + slashes == 0 && letters + digits > 0 && letters + digits <= 4;
    }

    /** {@code fe80::1}, {@code 02:42:ac:11:00:02}: hex between at least two colons. */
    private void address() {
        int colons = 0;
        int i = end;
        for (; i < from + MAX_ADDRESS && (in[i] == ':' || in[i] == '.' || Character.digit(in[i], 16) >= 0); i++) {
            colons += in[i] == ':' ? 1 : 0;
        }
        if (colons >= 2 && Chars.kind(in[i]) != Chars.WORD && in[i - 1] != ':') {
            end = i;
            digits++;
        }
    }

    /** {@code https://shop.example/orders}. */
    boolean isUrl() {
        return in[end] == ':' && in[end + 1] == '/' && in[end + 2] == '/' && letters > 0;
    }

    boolean isVariable() {
        if (digits > 0) {
            return !isNameWithDigit();
        }
        if (letters == 0) {
            return false;
        }
        if (slashes > 0 && (slashes > 1 || in[from] == '/')) {
            return true;
        }
        if (letters == hex && joints == 0 && letters >= MIN_HEX) {
            return true;
        }
        if (at && joints > 0) {
            return true;
        }
        return (letters > MAX_PLAIN && joints == 0 && !at) || Words.isCalendar(in, from, end);
    }

    /** {@code Travel2Service}, {@code k8s}, {@code i18n}: every digit stands between letters, and there are few. */
    private boolean isNameWithDigit() {
        return digits <= 2
                && slashes == 0
                && !at
                && (inner == digits || (digits == 2 && isNumberWithin()))
                && letters > hex
                && letters <= MAX_PLAIN;
    }

    private boolean isNumberWithin() {
        for (int i = from + 1; i + 2 < end; i++) {
            if (Character.isDigit(in[i]) && Character.isDigit(in[i + 1])) {
                return isLetter(in[i - 1]) && isLetter(in[i + 2]);
            }
        }
        return false;
    }
}
