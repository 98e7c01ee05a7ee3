package io.throughline.core.rule;

import org.jspecify.annotations.Nullable;

/**
 * A network of addresses, IPv4 or IPv6 (RFC 4632, RFC 4291). An IPv4 address written within IPv6 ({@code ::ffff:10.0.0.1}) is in the
 * IPv4 network.
 *
 * @param high the first 64 bits; an IPv4 address stands in the last 32 of {@code low}
 * @param bits how many of the 128 count
 */
public record Cidr(long high, long low, int bits) {
    private static final int ADDRESS_BITS = 128;
    private static final int V4_START = 96;
    private static final long V4_MAPPED = 0xFFFFL << 32;

    /** Null where the text is no network. A single address is a network of one. */
    public static @Nullable Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        Address parsed = new Address();
        char[] chars = address.toCharArray();
        if (!parsed.parse(chars, 0, chars.length)) {
            return null;
        }
        boolean v4 = address.indexOf(':') < 0;
        int most = v4 ? 32 : ADDRESS_BITS;
        int bits = slash < 0 ? most : bits(text.substring(slash + 1), most);
        return bits < 0 ? null : new Cidr(parsed.high, parsed.low, v4 ? bits + V4_START : bits);
    }

    private static int bits(String text, int most) {
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int bits = Integer.parseInt(text);
        return bits > most ? -1 : bits;
    }

    public boolean contains(Address address) {
        if (bits <= 64) {
            return bits == 0 || (address.high ^ high) >>> (64 - bits) == 0;
        }
        return address.high == high
                && (bits == ADDRESS_BITS ? address.low == low : (address.low ^ low) >>> (128 - bits) == 0);
    }

    /** An address in the making; used again for every value. */
    public static final class Address {
        private long high;
        private long low;

        /** False where the characters are no address. */
        public boolean parse(char[] text, int from, int to) {
            boolean v6 = false;
            for (int i = from; i < to && !v6; i++) {
                v6 = text[i] == ':';
            }
            return to - from <= 45 && (v6 ? parseV6(text, from, to) : parseV4(text, from, to, true));
        }

        private boolean parseV4(char[] text, int from, int to, boolean alone) {
            long value = 0;
            int part = -1;
            int parts = 0;
            for (int i = from; i <= to; i++) {
                char c = i == to ? '.' : text[i];
                if (c == '.') {
                    if (part < 0 || part > 255) {
                        return false;
                    }
                    value = value << 8 | part;
                    part = -1;
                    parts++;
                } else if (c >= '0' && c <= '9' && part < 256) {
                    part = Math.max(part, 0) * 10 + c - '0';
                } else {
                    return false;
                }
            }
            if (alone) {
                high = 0;
                low = V4_MAPPED | value;
            } else {
                low = low << 32 | value;
            }
            return parts == 4;
        }

        /** Groups before the {@code ::} are shifted in from the left, those behind it fill up from the right. */
        private boolean parseV6(char[] text, int from, int to) {
            int[] groups = new int[8];
            int count = 0;
            int gap = -1;
            int i = from;
            while (i < to) {
                if (text[i] == ':') {
                    if (i + 1 < to && text[i + 1] == ':' && gap < 0) {
                        gap = count;
                        i += 2;
                        continue;
                    }
                    if (i == from || i + 1 == to || text[i - 1] == ':') {
                        return false;
                    }
                    i++;
                    continue;
                }
                int end = i;
                boolean dotted = false;
                while (end < to && text[end] != ':') {
                    dotted |= text[end] == '.';
                    end++;
                }
                if (dotted) {
                    low = 0;
                    if (end != to || count > 6 || !parseV4(text, i, end, false)) {
                        return false;
                    }
                    groups[count++] = (int) (low >>> 16) & 0xFFFF;
                    groups[count++] = (int) low & 0xFFFF;
                } else {
                    int group = group(text, i, end);
                    if (group < 0 || count == 8) {
                        return false;
                    }
                    groups[count++] = group;
                }
                i = end;
            }
            return place(groups, count, gap);
        }

        private static int group(char[] text, int from, int to) {
            if (to - from > 4) {
                return -1;
            }
            int value = 0;
            for (int i = from; i < to; i++) {
                int digit = text[i] < 128 ? Character.digit(text[i], 16) : -1;
                if (digit < 0) {
                    return -1;
                }
                value = value << 4 | digit;
            }
            return value;
        }

        private boolean place(int[] groups, int count, int gap) {
            if (gap < 0 ? count != 8 : count == 8) {
                return false;
            }
            high = 0;
            low = 0;
            for (int i = 0; i < 8; i++) {
                int fromEnd = 8 - i;
                int group = gap < 0 || i < gap ? groups[i] : (fromEnd <= count - gap ? groups[count - fromEnd] : 0);
                if (i < 4) {
                    high = high << 16 | group;
                } else {
                    low = low << 16 | group;
                }
            }
            return true;
        }
    }
}
