package io.throughline.core.payload;

/**
 * The word at a command's place, as the shell makes it of what is written: quotes, backslashes and expansions that are empty are left out, and it
 * is told whether there were any within the word. Used again.
 */
final class ShellWord {
    private static final int MAX = 96;

    private final StringBuilder plain = new StringBuilder();
    private int start;
    private int end;
    private boolean disguised;
    private boolean globbed;
    private boolean assignment;
    private boolean quoted;

    /** Reads the word behind blanks and opening brackets; false where there is none. */
    boolean read(String text, int from) {
        plain.setLength(0);
        disguised = false;
        globbed = false;
        assignment = false;
        int i = from;
        while (i < text.length()
                && (text.charAt(i) <= ' '
                        || text.charAt(i) == '('
                        || text.charAt(i) == '{'
                        || text.charAt(i) == '@'
                        || text.charAt(i) == '+'
                        || text.charAt(i) == '!')) {
            i++;
        }
        start = i;
        int marks = 0;
        while (i < text.length() && i < start + MAX) {
            char c = text.charAt(i);
            if (c <= ' '
                    || c == ';'
                    || c == '|'
                    || c == '&'
                    || c == ')'
                    || c == ','
                    || (c == '`' && !text.startsWith("``", i))) {
                break;
            }
            if (c == '<' || c == '>') {
                int empty = text.startsWith("()", i + 1) ? 3 : 0;
                if (empty == 0) {
                    break;
                }
                marks++;
                i += empty;
                continue;
            }
            if (c == '=' && !plain.isEmpty()) {
                assignment = true;
                i++;
                continue;
            }
            int skipped = skipped(text, i);
            if (skipped > 0) {
                marks++;
                i += skipped;
                continue;
            }
            globbed |= c == '*' || c == '?' || c == '[' || c == ']';
            plain.append(Character.toLowerCase(c));
            i++;
        }
        end = i;
        int quotes = !plain.isEmpty()
                        && start < text.length()
                        && isQuote(text.charAt(start))
                        && i > start
                        && isQuote(text.charAt(i - 1))
                ? 2
                : 0;
        quoted = marks > 0;
        disguised = marks > quotes && plain.length() > 1;
        return !plain.isEmpty();
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    /** How many characters are there that the shell takes away. */
    private static int skipped(String text, int i) {
        char c = text.charAt(i);
        char then = i + 1 < text.length() ? text.charAt(i + 1) : 0;
        if (isQuote(c) || c == '\\' || c == '^') {
            return 1;
        }
        if (text.startsWith("``", i)) {
            return 2;
        }
        if (c != '$') {
            return 0;
        }
        if (text.startsWith("$()", i)) {
            return 3;
        }
        if (then == '{') {
            int close = Find.near(text, '}', i, 24);
            return close < 0 ? 0 : close - i + 1;
        }
        if ("@*?!$-_#".indexOf(then) >= 0) {
            return 2;
        }
        if (Find.isDigit(then)) {
            return 2;
        }
        int name = Find.name(text, i + 1);
        return name > i + 1 && text.startsWith("IFS", i + 1) ? 0 : Math.max(0, name - i);
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    String plain() {
        return plain.toString();
    }

    /** Without the folders before it, and without an ending of Windows. */
    String name() {
        String whole = plain.toString();
        int dollar = whole.indexOf('$');
        whole = dollar > 0 ? whole.substring(0, dollar) : whole;
        String name = whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1);
        int slash = whole.indexOf('/');
        if (slash > 0 && ShellWords.COMMANDS.contains(whole.substring(0, slash))) {
            return whole.substring(0, slash); // bcdboot/r
        }
        return name.endsWith(".exe") || name.endsWith(".cmd") || name.endsWith(".bat") || name.endsWith(".com")
                ? name.substring(0, name.length() - 4)
                : name;
    }

    boolean isAssignment() {
        return assignment;
    }

    /** Whether there are quotes or other signs in it that the shell takes away, also around the whole of it. */
    boolean quoted() {
        return quoted;
    }

    boolean disguised() {
        return disguised;
    }

    boolean isPath() {
        return plain.length() > 1 && (plain.charAt(0) == '/' || plain.charAt(0) == '.');
    }

    /** {@code /bin/id}, {@code usr/bin/id}. */
    boolean isProgramPath() {
        String path = plain.toString();
        return path.contains("bin/") && !path.endsWith("/");
    }

    /** One with folders that is neither of a folder of programs nor of the folder where the shell is. */
    boolean isOtherPath() {
        int slash = plain.indexOf("/");
        return slash >= 0
                && !globbed
                && !isProgramPath()
                && plain.charAt(0) != '.'
                && !(slash > 0 && ShellWords.COMMANDS.contains(plain.substring(0, slash)));
    }

    /** {@code /???/?s}, {@code /usr/bin/[u]name}. */
    boolean isGlobbedPath() {
        int marks = 0;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            marks += c == '?' || c == '*' || c == '[' ? 1 : 0;
        }
        return globbed
                && marks > 1
                && plain.length() > 4
                && plain.charAt(0) == '/'
                && plain.indexOf("/", 1) > 0
                && plain.indexOf("=") < 0;
    }
}
