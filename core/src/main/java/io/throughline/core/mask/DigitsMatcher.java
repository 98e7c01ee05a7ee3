package io.throughline.core.mask;

/**
 * Numbers that prove themselves: payment cards by issuer, length and Luhn's sum (ISO/IEC 7812), IBANs by country, length and
 * remainder (ISO 13616). A card's digits stand together or in groups as they are printed; whatever is part of a longer number, of
 * a hexadecimal id or of a fraction is none.
 */
final class DigitsMatcher {
    private static final int MIN_CARD = 13;
    private static final int MAX_CARD = 19;
    private static final int MAX_GROUP = 6;
    private static final int MAX_IBAN = 34;
    private static final int MAX_BACK = 48;

    private final int cardShape;
    private final int ibanShape;

    /** A shape's number is below 0 where it is not to be masked. */
    DigitsMatcher(int cardShape, int ibanShape) {
        this.cardShape = cardShape;
        this.ibanShape = ibanShape;
    }

    /** @param at digits stand there, see {@link Anchors#digitsAt} */
    int match(Line line, int at) {
        if (at < line.digitsSeen) {
            return Matcher.NO;
        }
        byte[] bytes = line.bytes;
        int end = at + Anchors.BYTES;
        while (end < line.to && Chars.digit(bytes[end])) {
            end++;
        }
        line.digitsSeen = end;
        int start = at;
        while (start > line.floor && Chars.digit(bytes[start - 1])) {
            start--;
        }
        if (ibanShape >= 0) {
            int behind = iban(line, start);
            if (behind > 0) {
                return behind;
            }
        }
        return cardShape < 0 || bytes[start] < '2' ? Matcher.NO : card(line, start, end);
    }

    private int card(Line line, int start, int firstEnd) {
        if (start > line.floor && !boundary(line, start)) {
            return Matcher.NO;
        }
        boolean alone = firstEnd - start >= MIN_CARD;
        if (alone && IdsNearby.known(line, start, firstEnd)) {
            return Matcher.NO;
        }
        int end = isCard(line, start, firstEnd, firstEnd - start) ? firstEnd : groups(line, start, firstEnd);
        if (end < 0) {
            return Matcher.NO;
        }
        line.digitsSeen = end;
        line.mask(cardShape, start, end, Numbers.quote(line, start, end));
        return end;
    }

    /** The digits in groups of four to six, the last of any size; the longest card among them, as a date may follow. */
    private static int groups(Line line, int start, int firstEnd) {
        byte[] bytes = line.bytes;
        if (firstEnd - start != 4 || firstEnd >= line.to || (bytes[firstEnd] != ' ' && bytes[firstEnd] != '-')) {
            return Matcher.NO;
        }
        byte separator = bytes[firstEnd];
        int digits = 4;
        int end = firstEnd;
        int best = Matcher.NO;
        while (end + 1 < line.to && bytes[end] == separator && Chars.digit(bytes[end + 1])) {
            int group = end + 1;
            int groupEnd = group;
            while (groupEnd < line.to && groupEnd - group <= MAX_GROUP && Chars.digit(bytes[groupEnd])) {
                groupEnd++;
            }
            digits += groupEnd - group;
            if (groupEnd - group > MAX_GROUP || digits > MAX_CARD) {
                break;
            }
            end = groupEnd;
            if (isCard(line, start, end, digits)) {
                best = end;
            }
        }
        return best;
    }

    private static boolean isCard(Line line, int start, int end, int digits) {
        return digits >= MIN_CARD
                && digits <= MAX_CARD
                && behind(line, end)
                && issued(line.bytes, start, digits)
                && luhn(line.bytes, start, end);
    }

    private static boolean boundary(Line line, int start) {
        byte before = line.bytes[start - 1];
        return before != '.' && before != '-' && before != '+' && line.boundary(start);
    }

    private static boolean behind(Line line, int end) {
        if (end >= line.to) {
            return true;
        }
        byte b = line.bytes[end];
        if (Chars.in(Chars.WORD, b)) {
            return false;
        }
        boolean goesOn = (b == '.' || b == '-') && end + 1 < line.to && Chars.in(Chars.ALNUM, line.bytes[end + 1]);
        return !goesOn;
    }

    /** By the first digits and the length: Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay, Maestro, Mir, RuPay. */
    private static boolean issued(byte[] bytes, int start, int digits) {
        int four = 0;
        for (int i = start; i < start + 4; i++) {
            four = four * 10 + bytes[i] - '0';
        }
        int two = four / 100;
        if (two >= 40 && two <= 49) {
            return digits == 13 || digits == 16 || digits == 19;
        }
        if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720) || (four >= 2200 && four <= 2204)) {
            return digits == 16;
        }
        if (two == 34 || two == 37) {
            return digits == 15;
        }
        if (two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059)) {
            return digits == 14 || digits == 16;
        }
        if (four >= 3528 && four <= 3589) {
            return digits >= 16;
        }
        boolean discover = four == 6011 || (four >= 6440 && four <= 6599);
        boolean maestro = four == 5018 || four == 5020 || four == 5038 || four == 5893 || four == 6304 || four == 6759;
        boolean others = two == 62 || two == 60 || (four >= 6761 && four <= 6763) || two == 81;
        return (discover || maestro || others) && digits >= 16;
    }

    /** Luhn's sum (ISO/IEC 7812-1, annex B), over the digits alone. */
    private static boolean luhn(byte[] bytes, int start, int end) {
        int sum = 0;
        boolean twice = false;
        boolean same = true;
        for (int i = end - 1; i >= start; i--) {
            if (!Chars.digit(bytes[i])) {
                continue;
            }
            int digit = bytes[i] - '0';
            same &= bytes[i] == bytes[end - 1];
            int weighted = twice ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
            twice = !twice;
        }
        return sum % 10 == 0 && !same;
    }

    private int iban(Line line, int digits) {
        byte[] bytes = line.bytes;
        int start = Iban.start(line, digits, MAX_BACK);
        if (start < 0) {
            return Matcher.NO;
        }
        int end = Iban.end(bytes, start, line.to, MAX_IBAN);
        if (end < 0) {
            return Matcher.NO;
        }
        line.digitsSeen = end;
        line.mask(ibanShape, start, end);
        return end;
    }
}
