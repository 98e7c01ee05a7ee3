package io.throughline.core.payload;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PHP put where it is run: open tags, calls of its functions by name, by a variable or by a string, its variables of requests, and the addresses of
 * its stream wrappers. Names are from the PHP manual's function reference.
 */
final class PhpCheck implements Check {
    /** Functions that attacks use, and no words of English. */
    private static final Set<String> FUNCTIONS = Words.of("""
            exec shell_exec system passthru popen proc_open pcntl_exec eval assert create_function call_user_func call_user_func_array
            phpinfo phpversion php_uname getenv putenv ini_set ini_get set_time_limit error_reporting include include_once require_once fopen fsockopen
            pfsockopen fwrite fputs fgets fread file_get_contents file_put_contents file_exists readfile show_source highlight_file unlink
            rmdir mkdir chmod chown symlink tempnam tmpfile move_uploaded_file opendir readdir scandir glob dirname basename chr ord pack unpack hex2bin
            bin2hex base64_decode base64_encode gzinflate gzuncompress gzdecode gzcompress bzdecompress str_rot13 strrev implode explode substr
            strtolower strtoupper strip_tags addslashes stripslashes preg_replace ereg_replace array_map array_filter usort uasort uksort
            register_shutdown_function ob_start ob_end_flush serialize unserialize extract parse_str var_dump print_r var_export get_defined_vars
            getcwd chdir getmyuid posix_getpwuid filegroup fileowner fileperms filesize filetype is_array is_file is_dir is_readable curl_exec
            curl_init mail header setcookie dl define defined constant function_exists method_exists checkdate crypt range touch pi
            md5 sha1 rand mt_rand array_diff date_add assert_options mb_ereg_replace
            """);

    /** Of which any text may have a word with a bracket behind it. */
    private static final Set<String> PLAIN = Words.of(
            "system include file mail header define range touch pi extract pack glob rand constant md5 crypt eval exec assert substr dirname header defined explode");

    /** Families of functions that begin alike. */
    private static final String[] FAMILIES = {
        "array_",
        "base64_",
        "bz",
        "curl_",
        "date_",
        "ftp_",
        "gz",
        "iconv_",
        "imap_",
        "ldap_",
        "mb_",
        "mcrypt_",
        "mysql_",
        "mysqli_",
        "openssl_",
        "pcntl_",
        "pg_",
        "posix_",
        "preg_",
        "session_",
        "sodium_",
        "sqlite_",
        "stream_",
        "str_",
        "socket_",
        "tidy_",
        "xml_",
        "zip_",
        "call_user_",
        "file_",
        "func_",
        "hash_",
        "oci_",
        "odbc_",
        "proc_",
        "ob_",
        "apache_",
        "fsock",
        "pfsock"
    };

    private static final Set<String> VARIABLES = Words.of(
            "_get _post _request _server _cookie _files _env _session globals http_post_vars http_get_vars http_raw_post_data");

    private static final Set<String> WRAPPERS = Words.of(
            "php phar expect zip rar glob data ogg compress.zlib compress.bzip2 zlib ssh2.shell ssh2.exec ssh2.tunnel ssh2.sftp ssh2.scp");

    private static final Set<String> SETTINGS = Words.of(
            "memory_limit extension_dir allow_url_include allow_url_fopen auto_prepend_file auto_append_file disable_functions open_basedir safe_mode");

    private static final int MAX_SIGNS = 2_000;

    @Override
    public long needs() {
        return Traits.PAREN
                | Traits.LESS
                | Traits.DOLLAR
                | Traits.COLON
                | Traits.BRACKET
                | Traits.BRACE
                | Traits.EQUALS;
    }

    @Override
    public @Nullable Match look(Value value) {
        String text = value.text();
        String found = isUpload(value) ? upload(text) : null;
        if (found == null && value.has(Traits.LESS)) {
            found = tag(text);
        }
        if (found == null && value.has(Traits.BRACKET | Traits.BRACE)) {
            found = named(text);
        }
        if (found == null && value.has(Traits.COLON)) {
            found = wrapper(text);
        }
        if (found == null && value.has(Traits.DOLLAR)) {
            found = variable(text);
        }
        if (found == null && value.has(Traits.PAREN) && !value.part().isHeader()) {
            found = call(text);
        }
        if (found == null && value.has(Traits.EQUALS)) {
            found = setting(text);
        }
        return found == null ? null : Match.of(PayloadKind.PHP_INJECTION, found);
    }

    /** A file's name as it is to be stored: in a header of its own, or in a part of a form. */
    private static boolean isUpload(Value value) {
        String name =
                Words.lower(value.name()).replace("-", "").replace("_", "").replace(".", "");
        return (value.part() == Value.Part.HEADER && name.equals("xfilename")) || value.part() == Value.Part.BODY_NAME;
    }

    private static @Nullable String upload(String text) {
        String name = Words.lower(text).replace(" ", "");
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '.') {
            end--;
        }
        int dot = name.lastIndexOf('.', end - 1);
        String ending = dot < 0 ? "" : name.substring(dot + 1, end);
        boolean program = ending.startsWith("ph")
                && ending.length() > 2
                && (ending.startsWith("php") || ending.equals("phtml") || ending.equals("pht"));
        return program && name.length() < 200 ? "uploads a program of PHP" : null;
    }

    private static @Nullable String tag(String text) {
        int at = text.indexOf("<?");
        for (int tries = 0; at >= 0 && tries < 50; tries++) {
            int i = at + 2;
            boolean xml = text.regionMatches(true, i, "xml", 0, 3);
            int behind = Find.blanks(text, i + (xml ? 3 : 0));
            char c = behind < text.length() ? text.charAt(behind) : 0;
            boolean document = xml && (Packed.isLetter(c) || c == '-');
            if (!document && !text.regionMatches(true, i, "import", 0, 6)) {
                return "opens a tag of PHP";
            }
            at = text.indexOf("<?", at + 2);
        }
        return null;
    }

    /** {@code [php]}, {@code {php}}, and their ends. */
    private static @Nullable String named(String text) {
        for (int i = 0; i + 4 < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '[' && c != '{') {
                continue;
            }
            int name = i + 1;
            name += text.charAt(name) == '/' || text.charAt(name) == '\\' ? 1 : 0;
            if (text.regionMatches(true, name, c == '[' ? "php]" : "php}", 0, 4)) {
                return "opens a tag of PHP";
            }
        }
        return null;
    }

    private static @Nullable String wrapper(String text) {
        int at = text.indexOf("://");
        for (int tries = 0; at > 0 && tries < 20; tries++) {
            int from = at;
            while (from > 0 && at - from < 16 && (Find.isName(text.charAt(from - 1)) || text.charAt(from - 1) == '.')) {
                from--;
            }
            String scheme = Words.lower(text.substring(from, at));
            if (WRAPPERS.contains(scheme)) {
                return "is an address of PHP's stream wrapper " + scheme;
            }
            at = text.indexOf("://", at + 3);
        }
        return null;
    }

    /** {@code $_GET}, {@code $x(...)}, {@code $x['y'](...)}, {@code ${x}}. */
    private static @Nullable String variable(String text) {
        int at = text.indexOf('$');
        for (int tries = 0; at >= 0 && tries < MAX_SIGNS; tries++) {
            int start = at + 1;
            while (start < text.length() && text.charAt(start) == '$') {
                start++;
            }
            int end = Find.name(text, start);
            String name = end - start > 24 ? "" : Words.lower(text.substring(start, end));
            if (VARIABLES.contains(name)) {
                return "reads a variable of PHP's requests";
            }
            int open = Find.blanks(text, start);
            char c = end == start && open < text.length() ? text.charAt(open) : 0;
            if (c == '{' && curly(text, open)) {
                return "names a variable of PHP by an expression";
            }
            if (end > start && !Find.isDigit(text.charAt(start)) && called(text, end)) {
                return "calls a function of PHP by a variable";
            }
            at = text.indexOf('$', Math.max(end, at + 1));
        }
        return null;
    }

    private static boolean curly(String text, int open) {
        int close = Find.near(text, '}', open, 80);
        if (close < 0) {
            return false;
        }
        String inside = text.substring(open + 1, close).strip();
        return inside.startsWith("'")
                || inside.startsWith("$")
                || inside.startsWith("@")
                || inside.startsWith("_.")
                || (open > 0 && text.charAt(open - 1) == ' ' && !inside.isEmpty());
    }

    /** Brackets behind it, and at last round ones. */
    private static boolean called(String text, int from) {
        int i = Find.blanks(text, from);
        boolean comment = text.startsWith("/*", i) || text.startsWith("//", i);
        i = comments(text, i);
        boolean indexed = false;
        for (int brackets = 0;
                brackets < 6 && i < text.length() && (text.charAt(i) == '[' || text.charAt(i) == '{');
                brackets++) {
            int close = Find.near(text, text.charAt(i) == '[' ? ']' : '}', i, 60);
            if (close < 0) {
                return false;
            }
            indexed = true;
            i = comments(text, Find.blanks(text, close + 1));
        }
        boolean open = i < text.length() && text.charAt(i) == '(';
        return open
                && (indexed
                        || comment
                        || (Find.near(text, ')', i, 120) > 0
                                && (i == from || i == from + 1)
                                && !Find.isDigit(i + 1 < text.length() ? text.charAt(i + 1) : ' '))
                        || isNumber(text, i));
    }

    private static boolean isNumber(String text, int open) {
        int close = Find.near(text, ')', open, 12);
        return close > open + 1 && Find.isDigit(text.charAt(open + 1));
    }

    static int comments(String text, int from) {
        int i = Find.blanks(text, from);
        for (int tries = 0; tries < 8; tries++) {
            int end;
            if (text.startsWith("/*", i)) {
                end = Find.near(text, "*/", i + 2, 200);
                end = end < 0 ? -1 : end + 2;
            } else if (text.startsWith("//", i) || text.startsWith("#", i)) {
                end = Find.near(text, '\n', i, 200);
            } else {
                return i;
            }
            if (end < 0) {
                return i;
            }
            i = Find.blanks(text, end);
        }
        return i;
    }

    /** {@code f(}, {@code (f)(}, {@code "f"(}, {@code [f][0](}: a function by its name or by a string. */
    private static @Nullable String call(String text) {
        int at = text.indexOf('(');
        for (int tries = 0; at >= 0 && tries < MAX_SIGNS; tries++) {
            int end = back(text, at);
            int from = end;
            while (from > 0 && at - from < 64 && Find.isName(text.charAt(from - 1))) {
                from--;
            }
            if (end > from) {
                String name = Words.lower(text.substring(from, end));
                boolean apart = end < at;
                if (isFunction(name, apart, text, at, from)) {
                    return "calls the function " + name + " of PHP";
                }
            } else if (end > 0 && isMade(text, end, at)) {
                return "calls a function of PHP by a string";
            }
            at = text.indexOf('(', at + 1);
        }
        return null;
    }

    private static boolean isFunction(String name, boolean apart, String text, int open, int from) {
        for (String family : FAMILIES) {
            if (name.startsWith(family)
                    && name.length() > family.length() + 2
                    && (family.endsWith("_") || FUNCTIONS.contains(name))) {
                return true;
            }
        }
        char inside = open + 1 < text.length() ? text.charAt(open + 1) : 0;
        boolean at = from > 0 && text.charAt(from - 1) == '@';
        if (FUNCTIONS.contains(name)) {
            boolean sure =
                    inside == '\'' || inside == '"' || inside == '$' || inside == ')' || at || name.indexOf('_') > 0;
            return sure
                    || (!PLAIN.contains(name) && (!apart || name.length() > 4))
                    || (PLAIN.contains(name) && text.length() < 64 && from < 2);
        }
        for (String ending : new String[] {"call_user_func", "fsockopen", "gzdecode", "gzinflate"}) {
            if (name.endsWith(ending)) {
                return true;
            }
        }
        boolean empty = name.equals("file")
                && Find.blanks(text, open + 1) < text.length()
                && text.charAt(Find.blanks(text, open + 1)) == ')';
        return empty || name.equals("fopen");
    }

    /** What is called is a string or a list: the brackets behind it would be a sentence's otherwise. */
    private static boolean isMade(String text, int end, int open) {
        char before = text.charAt(end - 1);
        int inside = Find.blanks(text, open + 1);
        char then = inside < text.length() ? text.charAt(inside) : 0;
        boolean argument =
                then == '\'' || then == '"' || Packed.isLetter(then) || then == '@' || then == '$' || then == ')';
        if (!argument || end > 200) {
            return false;
        }
        if (before == '"' || before == '\'') {
            int begin = text.lastIndexOf(before, end - 2);
            boolean word =
                    (begin >= 0 && end - begin < 40 && (text.indexOf(' ', begin) < 0 || text.indexOf(' ', begin) > end))
                            || text.startsWith(";", Math.min(text.length(), Find.near(text, ')', open, 80) + 1));
            return word
                    && begin >= 0
                    && end - begin > 3
                    && end == open
                    && (begin == 0 || ")=n ;".indexOf(text.charAt(begin - 1)) >= 0);
        }
        int close = Find.near(text, ')', open, 120);
        boolean statement = text.indexOf(';', Math.max(0, close)) >= 0 || close == text.length() - 1;
        if (before == ']' || before == '}') {
            return (statement && text.indexOf('[') >= 0 && text.indexOf('[') < 4) || (statement && before == '}');
        }
        return before == ')'
                && statement
                && (then == '\'' || then == '"' || text.charAt(0) == '(' || then == '@')
                && text.indexOf('(') < open;
    }

    /** The end of what is before a bracket, over blanks and comments. */
    private static int back(String text, int open) {
        int i = open;
        for (int steps = 0; steps < 8; steps++) {
            int before = i;
            while (i > 0 && text.charAt(i - 1) <= ' ' && open - i < 64) {
                i--;
            }
            if (i > 1 && text.startsWith("*/", i - 2)) {
                int begin = text.lastIndexOf("/*", i - 2);
                i = begin < 0 || i - begin > 100 ? i : begin;
            }
            int line = lineComment(text, i, open);
            i = line < 0 ? i : line;
            if (i == before) {
                return i;
            }
        }
        return i;
    }

    /** Where a comment to the end of the line begins that ends before the bracket; below 0: there is none. */
    private static int lineComment(String text, int end, int open) {
        if (text.indexOf('\n', end) < 0 || text.indexOf('\n', end) > open) {
            return -1;
        }
        for (int i = end; i > 0 && end - i < 40; i--) {
            if (text.charAt(i - 1) == '#') {
                return i - 1;
            }
            if (i > 1 && text.startsWith("//", i - 2)) {
                return i - 2;
            }
        }
        return -1;
    }

    private static @Nullable String setting(String text) {
        int equals = text.indexOf('=');
        String name = Words.lower(text.substring(0, Math.min(equals, 40))).strip();
        boolean known = SETTINGS.contains(name);
        return known ? "sets the setting " + name + " of PHP" : null;
    }
}
