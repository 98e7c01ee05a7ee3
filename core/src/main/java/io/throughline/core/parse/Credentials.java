package io.throughline.core.parse;

/**
 * The headers whose values let somebody in. Who logs headers logs these too, and a search index is no place for them: a label of
 * such a name is not kept, whichever form the record has.
 */
final class Credentials {
    private static final String[] HEADERS = {
        "authorization", // proxy-authorization, x-authorization and the like end with it
        "cookie", // set-cookie
        "api-key", // x-api-key
        "apikey",
        "auth-key",
        "auth-token", // x-auth-token
        "access-token",
        "session-token",
        "security-token", // x-amz-security-token
        "csrf-token",
        "xsrf-token",
        "id-token",
        "subject-token", // OpenStack
        "vault-token",
        "forwarded-client-cert"
    };

    private Credentials() {}

    /**
     * Whether the name is, or behind a mark ends with, that of such a header, in any case and with underscores for dashes: {@code
     * request.headers.Authorization}, {@code request_Cookie}, {@code http_x_api_key}, {@code headers.set-cookie.0}.
     */
    static boolean isHeader(String name) {
        int end = withoutPlace(name);
        if (end < 6 || !mayEnd(name, end)) {
            return false;
        }
        for (String header : HEADERS) {
            int from = end - header.length();
            if (from >= 0
                    && (from == 0 || !Character.isLetterOrDigit(name.charAt(from - 1)))
                    && is(header, name, from)) {
                return true;
            }
        }
        return false;
    }

    /** Where the name ends, without the place in an array. */
    private static int withoutPlace(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) >= '0' && name.charAt(end - 1) <= '9') {
            end--;
        }
        return end > 0 && end < name.length() && name.charAt(end - 1) == '.' ? end - 1 : name.length();
    }

    /** Nearly every name is told by its last two letters. */
    private static boolean mayEnd(String name, int end) {
        int last = name.charAt(end - 1) | 0x20;
        int before = name.charAt(end - 2) | 0x20;
        return switch (last) {
            case 'n' -> before == 'o' || before == 'e';
            case 'e' -> before == 'i';
            case 'y' -> before == 'e';
            case 't' -> before == 'r';
            default -> false;
        };
    }

    private static boolean is(String header, String name, int from) {
        for (int i = 0; i < header.length(); i++) {
            char c = name.charAt(from + i);
            char lower = c == '_' ? '-' : Character.toLowerCase(c);
            if (lower != header.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
