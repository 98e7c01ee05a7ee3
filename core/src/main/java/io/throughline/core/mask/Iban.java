package io.throughline.core.mask;

import java.util.HashMap;
import java.util.Map;

/** International Bank Account Numbers (ISO 13616): a country's letters, two digits that prove the rest, and a length by country. */
final class Iban {
    /** From SWIFT's IBAN registry: country and length. */
    private static final String LENGTHS = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20"
            + "EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20"
            + "LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28"
            + "TL23TN24TR26UA29VA22VG24XK20";

    private static final Map<Integer, Integer> LENGTH_BY_COUNTRY = new HashMap<>();

    static {
        for (int i = 0; i < LENGTHS.length(); i += 4) {
            LENGTH_BY_COUNTRY.put(
                    LENGTHS.charAt(i) << 8 | LENGTHS.charAt(i + 1), Integer.parseInt(LENGTHS, i + 2, i + 4, 10));
        }
    }

    private Iban() {}

    /** Where a number begins that has digits there: at two capitals behind no letter, and two digits; below 0: nowhere near. */
    static int start(Line line, int digits, int most) {
        byte[] bytes = line.bytes;
        int at = digits;
        while (at > line.floor && digits - at < most && part(bytes[at - 1])) {
            at--;
        }
        for (int i = at; i <= digits; i++) {
            if (starts(line, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Behind the number; below 0 where it is none. */
    static int end(byte[] bytes, int start, int to, int most) {
        Integer length = LENGTH_BY_COUNTRY.get(bytes[start] << 8 | bytes[start + 1]);
        if (length == null || length > most) {
            return -1;
        }
        int at = start;
        int taken = 0;
        int head = 0;
        int remainder = 0;
        while (taken < length) {
            if (at >= to) {
                return -1;
            }
            byte b = bytes[at++];
            if (b == ' ' && taken > 0 && taken % 4 == 0 && bytes[at - 2] != ' ') {
                continue;
            }
            if (!capital(b) && !Chars.digit(b)) {
                return -1;
            }
            // The first four come last: they are kept for then.
            if (taken < 4) {
                head = head << 8 | b;
            } else {
                remainder = modulo(remainder, b);
            }
            taken++;
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            remainder = modulo(remainder, (byte) (head >>> shift));
        }
        boolean longer = at < to && Chars.in(Chars.WORD, bytes[at]);
        return remainder == 1 && !longer ? at : -1;
    }

    private static int modulo(int remainder, byte b) {
        return Chars.digit(b) ? (remainder * 10 + b - '0') % 97 : (remainder * 100 + b - 'A' + 10) % 97;
    }

    private static boolean starts(Line line, int at) {
        byte[] bytes = line.bytes;
        return at + 4 < line.to
                && capital(bytes[at])
                && capital(bytes[at + 1])
                && Chars.digit(bytes[at + 2])
                && Chars.digit(bytes[at + 3])
                && line.boundary(at);
    }

    private static boolean part(byte b) {
        return capital(b) || Chars.digit(b) || b == ' ';
    }

    private static boolean capital(byte b) {
        return b >= 'A' && b <= 'Z';
    }
}
