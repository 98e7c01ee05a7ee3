package io.throughline.core.payload;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that make a server ask itself, its cloud's metadata service or its neighbours, and addresses whose scheme reads files or speaks
 * other protocols. An address is parsed as resolvers do (WHATWG URL, 3.5): a number of any base, of one to four parts, and IPv4 within IPv6.
 */
final class AddressCheck implements Check {
    private static final Set<String> INNER_NAMES = Words.of("""
            localhost localhost.localdomain localhost4 localhost6 localhost4.localdomain4 localhost6.localdomain6 ipv6-localhost ip6-localhost ip6-loopback ipv6-loopback
            host.docker.internal gateway.docker.internal kubernetes.docker.internal host.containers.internal kubernetes.default
            kubernetes.default.svc kubernetes.default.svc.cluster.local metadata.google.internal metadata metadata.packet.net
            instance-data localtest.me lvh.me vcap.me lacolhost.com metadata.nicocloud.com metadata.tencentyun.com metadata.platformequinix.com
            """);

    /** Schemes that clients of HTTP have no reason to send. */
    private static final Set<String> ODD_SCHEMES = Words.of("""
            file gopher dict ldap ldaps tftp jar netdoc sftp scp ssh rsync imap imaps pop3 pop smtp telnet rtmp rtsp irc ircs xri acap
            local_file mailto+ smb afp nfs svn svn+ssh git+ssh view-source ftp ftps url:file url:http jndi rmi iiop corba
            """);

    private static final int MAX_HOST = 253;

    @Override
    public long needs() {
        return Traits.COLON | Traits.SLASH;
    }

    @Override
    public @Nullable Match look(Value value) {
        if (value.part() == Value.Part.HEADER && isAddressHeader(value.name())) {
            return null;
        }
        String text = value.text();
        Match found = scheme(text, 0, value);
        int at = text.indexOf("://");
        for (int tries = 0; at >= 0 && found == null && tries < 16; tries++) {
            int from = at;
            while (from > 0 && isSchemePart(text.charAt(from - 1)) && at - from < 20) {
                from--;
            }
            found = from == 0 ? null : scheme(text, from, value);
            at = text.indexOf("://", at + 3);
        }
        if (found == null
                && INNER_NAMES.contains(Words.lower(text.substring(0, Math.max(0, Find.near(text, '/', 0, 100)))))) {
            found = Match.of(PayloadKind.REQUEST_FORGERY, "names a host within the network");
        }
        return found;
    }

    /** Those that hold addresses of the client's side or of the server itself. */
    private static boolean isAddressHeader(String name) {
        return name.equalsIgnoreCase("referer")
                || name.equalsIgnoreCase("origin")
                || name.equalsIgnoreCase("host")
                || name.regionMatches(true, 0, "x-forwarded", 0, 11);
    }

    private static boolean isSchemePart(char c) {
        return Find.isName(c) || c == '+' || c == '.' || c == '-';
    }

    private static @Nullable Match scheme(String text, int from, Value value) {
        int end = from;
        while (end < text.length() && end < from + 24 && isSchemePart(text.charAt(end))) {
            end++;
        }
        if (end == from || end >= text.length() || text.charAt(end) != ':') {
            return null;
        }
        String scheme = Words.lower(text.substring(from, end));
        if (scheme.equals("url")) {
            return scheme(text, end + 1, value);
        }
        int host = end + 1;
        while (host < text.length() && host < end + 6 && (text.charAt(host) == '/' || text.charAt(host) == '\\')) {
            host++;
        }
        boolean slashes = host > end + 1;
        if (ODD_SCHEMES.contains(scheme)
                && (text.startsWith("//", end + 1)
                        || (scheme.equals("file") && slashes)
                        || (scheme.equals("jar") && text.indexOf(':', end + 1) > 0))) {
            boolean remote = scheme.startsWith("ftp");
            return Match.of(
                    remote ? PayloadKind.REMOTE_FILE : PayloadKind.REQUEST_FORGERY,
                    "is an address of the scheme " + scheme);
        }
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web) {
            return null;
        }
        String inner = inner(text, host, slashes);
        if (inner != null) {
            return Match.of(PayloadKind.REQUEST_FORGERY, "is an address of " + inner);
        }
        return remote(text, host, from == 0)
                ? Match.of(
                        PayloadKind.REMOTE_FILE,
                        "is an address that cuts off what the program adds to it, or of a program to include")
                : null;
    }

    /** The host of an address, or of what is behind an at sign in it. */
    private static @Nullable String inner(String text, int from, boolean slashes) {
        int end = hostEnd(text, from);
        String found = host(text.substring(from, end), slashes);
        int at = Find.near(text, '@', from, 200);
        for (int tries = 0; found == null && at >= 0 && tries < 4; tries++) {
            found = host(text.substring(at + 1, hostEnd(text, at + 1)), true);
            at = Find.near(text, '@', at + 1, 200);
        }
        return found;
    }

    private static int hostEnd(String text, int from) {
        int end = from;
        boolean bracket = from < text.length() && text.charAt(from) == '[';
        while (end < text.length() && end < from + MAX_HOST) {
            char c = text.charAt(end);
            if (bracket
                    ? c == ']'
                    : c == '/' || c == '?' || c == '#' || c == ':' || c == '@' || c <= ' ' || c == '&' || c == '"'
                            || c == '\'' || c == '<') {
                return bracket ? end + 1 : end;
            }
            end++;
        }
        return end;
    }

    static @Nullable String host(String raw, boolean sure) {
        String host = Words.lower(raw);
        while (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (host.isEmpty()) {
            return null;
        }
        if (host.charAt(0) == '[') {
            return "a host by its IPv6 address";
        }
        if (host.indexOf('\\') >= 0) {
            return "a host with escapes in its name";
        }
        if (INNER_NAMES.contains(host)
                || host.endsWith(".localhost")
                || host.endsWith(".svc.cluster.local")
                || host.endsWith(".localtest.me")) {
            return "a host within the network";
        }
        String bare = host;
        for (String suffix : new String[] {".nip.io", ".sslip.io", ".xip.io"}) {
            if (host.endsWith(suffix)) {
                return "a host whose name is an address";
            }
        }
        long address = number(bare);
        if (address < 0) {
            return null;
        }
        if (!isDotted(bare)) {
            return sure || bare.length() > 6 ? "a host by a number that hides its address" : null;
        }
        return isInner(address) ? "a host within the network or of the cloud's metadata" : null;
    }

    /** Four plain decimal parts: how people write an address. */
    private static boolean isDotted(String host) {
        String[] parts = host.split("\\.", -1);
        boolean plain = parts.length == 4;
        for (String part : parts) {
            plain &= part.length() <= 3 && !(part.length() > 1 && part.charAt(0) == '0');
        }
        return plain;
    }

    private static boolean isInner(long address) {
        int first = (int) (address >>> 24);
        int second = (int) (address >>> 16) & 0xff;
        return first == 127
                || first == 10
                || first == 0
                || (first == 192 && second == 168)
                || (first == 172 && second >= 16 && second < 32)
                || (first == 169 && second == 254)
                || (first == 100 && second >= 64 && second < 128)
                || address == 0xc00000c0L;
    }

    /** The number that a host of one to four numbers is, below 0 for a name. Too large a number wraps, as some resolvers let it. */
    private static long number(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length > 4) {
            return -1;
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = part(parts[i]);
            if (part < 0) {
                return -1;
            }
            boolean last = i == parts.length - 1;
            address = last ? (address << (8 * (4 - i))) + part : address << 8 | (part & 0xff);
        }
        return address & 0xffffffffL;
    }

    private static long part(String text) {
        boolean hex = text.startsWith("0x");
        int base = hex ? 16 : text.length() > 1 && text.charAt(0) == '0' ? 8 : 10;
        String digits = hex ? text.substring(2) : text;
        if (digits.isEmpty() || digits.length() > 40) {
            return hex && digits.isEmpty() ? 0 : -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), base);
            if (digit < 0 || digits.charAt(i) > 'f') {
                return -1;
            }
            number = number * base + digit & 0xffffffffffL;
        }
        return number;
    }

    /** A script to include, or a question mark at the end that cuts off what the program adds. */
    private static boolean remote(String text, int host, boolean whole) {
        if (!whole) {
            return false;
        }
        int end = text.length();
        boolean mark = text.charAt(end - 1) == '?' && text.indexOf('?', host) == end - 1;
        return mark && end - host < 400;
    }
}
