package io.throughline.core.mask;

import java.util.List;

/**
 * Personal data that are masked only where that was asked for: e-mail addresses, and national ids that have a checksum. A pass of
 * its own over the text between the secrets.
 */
final class PersonalData {
    static final List<String> ID_SHAPES = List.of("cpf", "dni", "nir");

    private static final int MAX_DIGITS = 15;
    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 253;
    private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

    private final int email;
    private final int cpf;
    private final int dni;
    private final int nir;
    private final boolean ids;

    PersonalData(MaskConfig config) {
        this.email = config.emails() && !config.keep().contains(Shapes.EMAIL) ? Shapes.numberOf(Shapes.EMAIL) : -1;
        this.cpf = id(config, "cpf");
        this.dni = id(config, "dni");
        this.nir = id(config, "nir");
        this.ids = cpf >= 0 || dni >= 0 || nir >= 0;
    }

    private static int id(MaskConfig config, String name) {
        return config.nationalIds() && !config.keep().contains(name) ? Shapes.numberOf(name) : -1;
    }

    boolean asked() {
        return email >= 0 || ids;
    }

    /** Masks what is between the line's floor and {@code end}. */
    void find(Line line, int end) {
        for (int i = line.floor; i < end; i++) {
            byte b = line.bytes[i];
            if (b == '[') {
                int masked = MaskMark.end(line, i);
                if (masked > 0) {
                    line.floor = masked;
                    i = masked - 1;
                }
            } else if (email >= 0
                    && (b == '@'
                            || (b == '%' && i + 2 < end && line.bytes[i + 1] == '4' && line.bytes[i + 2] == '0'))) {
                i = Math.max(i, address(line, i, b == '@' ? 1 : 3, end) - 1);
            } else if (ids && Chars.digit(b) && line.boundary(i)) {
                i = id(line, i, end) - 1;
            }
        }
    }

    /** RFC 5321's usual form: a dotted local part, a domain with a point, at which the last part is letters. */
    private int address(Line line, int sign, int length, int end) {
        int start = sign;
        while (start > line.floor && sign - start < MAX_LOCAL && local(line.bytes[start - 1])) {
            start--;
        }
        // An escape's letter is not the name's: \nanna@...
        if (start > line.floor
                && line.bytes[start - 1] == '\\'
                && start < sign
                && "ntrbf".indexOf(line.bytes[start]) >= 0) {
            start++;
        }
        int from = sign + length;
        int at = from;
        int point = -1;
        while (at < end
                && at - from < MAX_DOMAIN
                && (Chars.in(Chars.ALNUM, line.bytes[at]) || line.bytes[at] == '-' || line.bytes[at] == '.')) {
            if (line.bytes[at] == '.' && at + 1 < end && Chars.letter(line.bytes[at + 1])) {
                point = at;
            }
            at++;
        }
        int last = point + 1;
        while (last < at && Chars.letter(line.bytes[last])) {
            last++;
        }
        if (start == sign || point <= from || last - point < 3) {
            return 0;
        }
        line.mask(email, start, last);
        return last;
    }

    private static boolean local(byte b) {
        return Chars.in(Chars.DOTTED, b) || b == '+' || b == '%' || b == '~';
    }

    /** Behind the number that begins there, masked or not. */
    private int id(Line line, int start, int end) {
        byte[] bytes = line.bytes;
        int[] digits = new int[MAX_DIGITS];
        int count = 0;
        int behind = start;
        for (int at = start; at < end && count < MAX_DIGITS; at++) {
            byte b = bytes[at];
            if (Chars.digit(b)) {
                digits[count++] = b - '0';
                behind = at + 1;
                int shape = shape(line, digits, count, behind, end);
                if (shape >= 0) {
                    line.mask(shape, start, shape == dni ? behind + 1 : behind);
                    return line.floor;
                }
            } else if (b != '.' && b != '-' && b != ' ') {
                break;
            }
        }
        behind = start;
        while (behind < end && Chars.digit(bytes[behind])) {
            behind++;
        }
        return behind;
    }

    /** Below 0 where digits that end there are no id. */
    private int shape(Line line, int[] digits, int count, int at, int end) {
        boolean letter = at < end && Chars.in(Chars.WORD, line.bytes[at]);
        if (count == 8 && dni >= 0 && letter && dni(digits, line.bytes[at])) {
            return at + 1 == end || !Chars.in(Chars.WORD, line.bytes[at + 1]) ? dni : -1;
        }
        if (letter) {
            return -1;
        }
        return count == 11 && cpf >= 0 && cpf(digits) ? cpf : count == 15 && nir >= 0 && nir(digits) ? nir : -1;
    }

    /** Brazil: eleven digits, the last two each a sum modulo 11. */
    private static boolean cpf(int[] digits) {
        boolean same = true;
        for (int i = 1; i < 11; i++) {
            same &= digits[i] == digits[0];
        }
        return !same && cpfDigit(digits, 9) == digits[9] && cpfDigit(digits, 10) == digits[10];
    }

    private static int cpfDigit(int[] digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += digits[i] * (count + 1 - i);
        }
        return sum * 10 % 11 % 10;
    }

    /** Spain: eight digits, and the letter of their remainder by 23. */
    private static boolean dni(int[] digits, byte letter) {
        int number = 0;
        for (int i = 0; i < 8; i++) {
            number = number * 10 + digits[i];
        }
        return DNI_LETTERS.charAt(number % 23) == letter;
    }

    /** France: a sex, a year, a month, ten digits more, and 97 less the remainder by 97. */
    private static boolean nir(int[] digits) {
        long number = 0;
        for (int i = 0; i < 13; i++) {
            number = number * 10 + digits[i];
        }
        int month = digits[3] * 10 + digits[4];
        return (digits[0] == 1 || digits[0] == 2)
                && month >= 1
                && month <= 12
                && 97 - number % 97 == digits[13] * 10 + digits[14];
    }
}
