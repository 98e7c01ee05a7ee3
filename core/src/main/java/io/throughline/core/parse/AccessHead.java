package io.throughline.core.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who asked, from what an access line has in front of its time.
 *
 * @param address the caller's. Of several, which proxies hand on, the first one that is not private: the nearest to the user
 *     that means something here
 * @param hostName instead of an address, where the server looks names up
 * @param virtualHost that was asked, where the line begins with it
 * @param user who was authenticated
 * @param chain all addresses where there are several, separated by a comma and a blank
 */
record AccessHead(
        @Nullable String address,
        @Nullable String hostName,
        @Nullable String virtualHost,
        @Nullable String user,
        @Nullable String chain) {

    /** @param user a dash or nothing where nobody was authenticated */
    static AccessHead of(String callers, String user) {
        String name = user(user);
        return isV4(callers) ? new AccessHead(callers, null, null, name, null) : callers(callers, name);
    }

    void label(Draft draft) {
        if (hostName != null) {
            draft.label("source.domain", hostName);
        }
        if (virtualHost != null) {
            draft.label("url.domain", virtualHost);
        }
        if (user != null) {
            draft.label("user.name", user);
        }
        if (chain != null) {
            draft.label("related.ip", chain);
        }
    }

    /** Whether the text has the form of an IPv4 or IPv6 address. */
    static boolean isAddress(String text) {
        int colons = 0;
        int dots = 0;
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            colons += c == ':' ? 1 : 0;
            dots += c == '.' ? 1 : 0;
            boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
            letters += letter ? 1 : 0;
            boolean allowed = letter || (c >= '0' && c <= '9') || c == ':' || c == '.';
            if (!allowed) {
                return false;
            }
        }
        boolean v4 = colons == 0 && dots == 3 && letters == 0;
        return text.length() <= 45 && (v4 || colons >= 2);
    }

    /** What nearly all lines have: one address of digits and three dots. */
    private static boolean isV4(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            dots += c == '.' ? 1 : 0;
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return dots == 3 && text.length() <= 45;
    }

    /** The nearest of several addresses to the user, or the name where there is no address. */
    static AccessHead callers(String text, @Nullable String user) {
        String first = null;
        String outside = null;
        String name = null;
        StringBuilder chain = null;
        int from = 0;
        while (from < text.length()) {
            int to = from;
            while (to < text.length() && " ,\"".indexOf(text.charAt(to)) < 0) {
                to++;
            }
            String part = text.substring(from, to);
            if (isAddress(part)) {
                if (first != null) {
                    chain = (chain == null ? new StringBuilder(first) : chain)
                            .append(", ")
                            .append(part);
                }
                first = first == null ? part : first;
                outside = outside == null && !isPrivate(part) ? part : outside;
            } else if (!part.isEmpty() && !part.equals("-") && name == null) {
                name = Draft.cut(part, 256);
            }
            from = to + 1;
        }
        String address = outside == null ? first : outside;
        return new AccessHead(
                address,
                address == null ? name : null,
                address == null ? null : name,
                user,
                chain == null ? null : chain.toString());
    }

    /** RFC 1918, RFC 4193, and the loopback and link-local ranges. */
    private static boolean isPrivate(String address) {
        if (address.indexOf(':') >= 0) {
            String start = address.toLowerCase(Locale.ROOT);
            return start.equals("::1") || start.startsWith("fc") || start.startsWith("fd") || start.startsWith("fe80");
        }
        if (address.startsWith("172.") && address.indexOf('.', 4) == 6) {
            String second = address.substring(4, 6);
            return second.compareTo("16") >= 0 && second.compareTo("31") <= 0;
        }
        return address.startsWith("10.")
                || address.startsWith("192.168.")
                || address.startsWith("127.")
                || address.startsWith("169.254.");
    }

    private static @Nullable String user(String text) {
        String name = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
        return name.isEmpty() || name.equals("-") ? null : Draft.cut(name, 256);
    }
}
