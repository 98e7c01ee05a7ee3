package io.throughline.core.template;

import java.util.Arrays;

/**
 * Reads a message once, from left to right, and writes what is left of it when everything that looks like a value is replaced:
 * numbers, hex, UUIDs, addresses, durations, sizes, times, paths, URLs, quoted strings, what stands behind {@code key=} and
 * {@code key:}, lists, JSON members. No state but its buffers: the same message always gives the same text.
 *
 * <p>Log parsers first replace the obvious variables and then compare what is left (He et al., "Drain: An Online Log Parsing Approach
 * with Fixed Depth Tree", ICWS 2017; Du and Li, "Spell: Streaming Parsing of System Event Logs", ICDM 2016; Nagappan and Vouk,
 * "Abstracting Log Lines to Log Event Types", MSR 2010). On real logs the first step decides most (Jiang et al., "A Large-Scale
 * Evaluation for Log Parsing Techniques: How Far Are We?", ISSTA 2024, with the data set Loghub-2.0). What it cannot tell, a bare
 * word that varies, is left to {@link TemplateGroups}.
 *
 * <p>Limits: {@link #MAX_INPUT} characters are looked at, {@link MessageTemplate#MAX_CHARS} are written; a text that ends early
 * says so. The time is linear in the characters looked at.
 */
final class MessageMask {
    static final int MAX_INPUT = 2048;

    private static final int LIMIT = MessageTemplate.MAX_CHARS - MessageTemplate.CUT.length();

    /** A quote that does not close within so many characters is an apostrophe or a mistake. */
    private static final int MAX_SINGLE_QUOTED = 128;

    private static final char[] VARIABLE = MessageTemplate.VARIABLE.toCharArray();

    /** Ends the message in the buffer, and is where every loop stops. */
    private static final char END = '\n';

    private final char[] in = new char[MAX_INPUT + 4];
    private final char[] out = new char[MAX_INPUT + MessageTemplate.MAX_CHARS];
    private final Word word = new Word(in);
    private int at;
    private int length;
    private int depth;
    private boolean inQuotes;

    /** Where in {@code out} the last variable ends; what is only separated from it belongs to it. */
    private int variableEnd;

    /** What {@link #read} wrote. */
    char[] text() {
        return out;
    }

    /** @return how many characters of {@link #text()} are the message's template */
    int read(String message) {
        int from = 0;
        int whole = message.length();
        while (from < whole && message.charAt(from) <= ' ') {
            from++;
        }
        int end = Math.min(MAX_INPUT, whole - from);
        message.getChars(from, from + end, in, 0);
        Arrays.fill(in, end, end + 4, END);
        at = 0;
        length = 0;
        depth = 0;
        inQuotes = false;
        variableEnd = -1;
        boolean all = run() && (from + end == whole || at < end);
        return all ? trimmed() : cut();
    }

    /** Whether the end of the line was reached. */
    private boolean run() {
        while (length < LIMIT) {
            char c = in[at];
            switch (Chars.kind(c)) {
                case Chars.END -> {
                    return true;
                }
                case Chars.BLANK -> blank();
                case Chars.WORD -> word();
                case Chars.QUOTE -> quote(c);
                case Chars.EQUALS -> equalsSign();
                case Chars.COLON -> colon();
                case Chars.OPEN -> {
                    depth++;
                    put(c);
                }
                case Chars.CLOSE -> {
                    depth = Math.max(0, depth - 1);
                    put(c);
                }
                default -> put(c);
            }
        }
        return false;
    }

    private void put(char c) {
        out[length++] = c;
        at++;
    }

    private void blank() {
        while (Chars.kind(in[at]) == Chars.BLANK) {
            at++;
        }
        if (length > 0) {
            out[length++] = ' ';
        }
    }

    /** Writes that something differs here; once for things that nothing but punctuation separates, as in lists, dates and addresses. */
    private void variable(int end) {
        if (variableEnd >= 0 && Chars.onlySeparators(out, variableEnd, length)) {
            length = variableEnd;
        } else {
            System.arraycopy(VARIABLE, 0, out, length, VARIABLE.length);
            length += VARIABLE.length;
        }
        variableEnd = length;
        at = end;
    }

    private void word() {
        word.read(at);
        if (word.isUrl()) {
            variable(Chars.valueEnd(in, word.end()));
        } else if (word.isVariable() || (isUnit() && afterVariable())) {
            variable(word.end());
        } else {
            int count = Math.min(word.end() - at, LIMIT - length);
            System.arraycopy(in, at, out, length, count);
            length += count;
            at = count < word.end() - at ? at + count : word.end();
        }
    }

    private boolean isUnit() {
        return word.end() - at <= 5 && Words.UNITS.has(in, at, word.end());
    }

    private boolean afterVariable() {
        return variableEnd >= 0 && (length == variableEnd || (length == variableEnd + 1 && out[variableEnd] == ' '));
    }

    private void quote(char quote) {
        if (inQuotes && quote == '"') {
            inQuotes = false;
            put(quote);
            return;
        }
        int close = quote == '"' ? doubleQuoted() : singleQuoted(quote);
        if (close < 0) {
            put(quote);
        } else if (quote == '"' && in[close + 1] == ':') {
            member(close);
        } else {
            variable(close + 1);
        }
    }

    /** {@code "name":}: the name stays, unless it is a number or an id. */
    private void member(int close) {
        put('"');
        word.read(at);
        if (word.end() == close && word.isVariable()) {
            variable(close);
        } else {
            while (at < close && length < LIMIT) {
                put(in[at]);
            }
        }
        if (length >= LIMIT) {
            return;
        }
        put('"');
        put(':');
        int value = Chars.skipBlanks(in, at);
        if (in[value] != '{') {
            variable(in[value] == '"' ? afterQuoted(value) : Chars.listItemEnd(in, value));
        }
    }

    private int afterQuoted(int open) {
        int from = at;
        at = open;
        int close = doubleQuoted();
        at = from;
        return close < 0 ? Chars.lineEnd(in, open) : close + 1;
    }

    private int doubleQuoted() {
        for (int i = at + 1; in[i] != END && in[i] != '\r'; i++) {
            if (in[i] == '\\' && in[i + 1] != END) {
                i++;
            } else if (in[i] == '"') {
                return i;
            }
        }
        return -1;
    }

    private int singleQuoted(char quote) {
        if (at > 0 && Chars.kind(in[at - 1]) == Chars.WORD) {
            return -1;
        }
        for (int i = at + 1; i < at + MAX_SINGLE_QUOTED && in[i] != END; i++) {
            if (in[i] == quote && Chars.kind(in[i + 1]) != Chars.WORD) {
                return i;
            }
        }
        return -1;
    }

    private void equalsSign() {
        int sign = at;
        put('=');
        char next = in[at];
        if (next == '=' || next == '>' || next == '<' || next == '~' || sign == 0) {
            return;
        }
        boolean apart = Chars.kind(in[sign - 1]) == Chars.BLANK;
        if (apart || Chars.kind(in[sign - 1]) != Chars.WORD) {
            return;
        }
        if (isTelling(sign)) {
            openTelling();
        } else if (in[at] == '{' && in[at + 1] == '"') {
            return;
        } else if (in[at] == '"') {
            variable(afterQuoted(at));
        } else {
            // Within brackets, values have blanks: Seat(from=Shang Hai, to=Su Zhou).
            variable(depth > 0 ? Chars.listItemEnd(in, at) : Chars.valueEnd(in, at));
        }
    }

    private void openTelling() {
        if (in[at] == '"') {
            inQuotes = true;
            put('"');
        }
    }

    private void colon() {
        int sign = at;
        put(':');
        if (sign == 0 || !Character.isLetter(in[sign - 1]) || isTelling(sign)) {
            return;
        }
        int value = Chars.skipBlanks(in, at);
        char first = in[value];
        if (Chars.kind(first) == Chars.OPEN && (value > at || first != '<') && in[value + 1] != '"') {
            copyBlank(value);
            variable(Chars.balancedEnd(in, value));
        } else if (Chars.kind(first) == Chars.WORD && !isLevel(sign)) {
            int end = Chars.valueEnd(in, value);
            if (value == at ? in[end] != ':' : endsPhrase(end)) {
                copyBlank(value);
                variable(end);
            }
        }
    }

    private void copyBlank(int value) {
        if (value > at) {
            out[length++] = ' ';
            at = value;
        }
    }

    /** One word behind a colon is a value, several are a sentence. */
    private boolean endsPhrase(int end) {
        return switch (in[end]) {
            case ',', ';', ')', ']', '}', END -> true;
            default -> false;
        };
    }

    /** Whether what stands before a sign announces words that tell one message from another. */
    private boolean isTelling(int sign) {
        int from = sign;
        while (from > 0 && Character.isLetter(in[from - 1])) {
            from--;
        }
        return Words.TELLING.has(in, from, sign) || Words.endsLikeFailure(in, from, sign);
    }

    private boolean isLevel(int sign) {
        return Character.isUpperCase(in[sign - 1]);
    }

    private int trimmed() {
        while (length > 0 && out[length - 1] == ' ') {
            length--;
        }
        return length;
    }

    /** What stands last may be half of a word, and another half in another message. */
    private int cut() {
        length = Math.min(length, LIMIT);
        int whole = length;
        while (whole > variableEnd && whole > 0 && out[whole - 1] != ' ') {
            whole--;
        }
        while (whole > 0 && Chars.onlySeparators(out, whole - 1, whole)) {
            whole--;
        }
        length = whole == 0 ? length : whole;
        if (length > 0 && Character.isHighSurrogate(out[length - 1])) {
            length--;
        }
        MessageTemplate.CUT.getChars(0, MessageTemplate.CUT.length(), out, length);
        length += MessageTemplate.CUT.length();
        return length;
    }
}
