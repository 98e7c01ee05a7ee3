package io.throughline.core.rule.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * How a text looks within others' encodings. A value is either characters or, once UTF-16 was asked for, bytes: then each of its
 * characters is one byte.
 */
final class Encodings {
    private static final String DASHES = "-/\u2013\u2014\u2015";

    private Encodings() {}

    /** Each character as its low and its high byte. */
    static String utf16(String text, boolean littleEndian) {
        StringBuilder bytes = new StringBuilder(text.length() * 2);
        for (int i = 0; i < text.length(); i++) {
            char high = (char) (text.charAt(i) >>> 8);
            char low = (char) (text.charAt(i) & 0xFF);
            bytes.append(littleEndian ? low : high).append(littleEndian ? high : low);
        }
        return bytes.toString();
    }

    static String base64(String text, boolean isBytes) {
        return Base64.getEncoder().encodeToString(bytes(text, isBytes));
    }

    /**
     * What a longer text that contains this one has in its base64, wherever this one begins: three bytes become four characters, so
     * there are three ways, less the characters at both ends in which bytes of others have a part.
     */
    static List<String> base64Anywhere(String text, boolean isBytes) {
        byte[] bytes = bytes(text, isBytes);
        List<String> forms = new ArrayList<>(3);
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = (shift * 8 + 5) / 6;
            int to = shifted.length * 8 / 6;
            if (to > from) {
                forms.add(encoded.substring(from, to));
            }
        }
        return forms;
    }

    /**
     * The text with each dash that could begin an option written in all five ways; more than {@code most} of them are cut off, by one
     * more, so that the caller sees it.
     */
    static List<String> dashes(String text, int most) {
        List<String> forms = new ArrayList<>();
        forms.add(text);
        for (int i = 0; i < text.length(); i++) {
            if (DASHES.indexOf(text.charAt(i)) < 0 || !beginsOption(text, i)) {
                continue;
            }
            List<String> more = new ArrayList<>();
            for (String form : forms) {
                for (int dash = 0; dash < DASHES.length() && more.size() <= most; dash++) {
                    more.add(form.substring(0, i) + DASHES.charAt(dash) + form.substring(i + 1));
                }
            }
            forms = more;
        }
        return forms;
    }

    /** Not within a word, and with a word behind it. */
    private static boolean beginsOption(String text, int at) {
        boolean within = at > 0 && isWord(text.charAt(at - 1));
        return !within && at + 1 < text.length() && isWord(text.charAt(at + 1));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static byte[] bytes(String text, boolean isBytes) {
        return text.getBytes(isBytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
