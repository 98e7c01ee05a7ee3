package io.throughline.core.payload;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commands put into a shell's line. The text is read as a shell does (POSIX, 2.2 and 2.3): separators, substitutions and redirections tell where a
 * command stands, and the word there is freed from quotes, backslashes and empty expansions before it is looked up. A command at the very
 * beginning of a value needs an argument of a command's kind; so does one that is a word of English wherever it is.
 */
final class ShellCheck implements Check {
    private static final int MAX_POSITIONS = 400;
    private static final int NEAR = 160;

    /** Of the command line of SQLite ("Command Line Shell For SQLite"). */
    private static final Set<String> DOT_COMMANDS = Words.of(
            ".shell .sh .system .databases .tables .schema .dump .open .read .load .import .output .once .log .backup .restore .save .clone .excel");

    private final ShellWord word = new ShellWord();

    @Override
    public long needs() {
        return Traits.SEMICOLON
                | Traits.PIPE
                | Traits.AMPERSAND
                | Traits.BACKTICK
                | Traits.DOLLAR
                | Traits.CONTROL
                | Traits.SHELL_WORD
                | Traits.SLASH
                | Traits.GREATER
                | Traits.LESS
                | Traits.QUOTE
                | Traits.BACKSLASH
                | Traits.BRACE
                | Traits.TILDE
                | Traits.PERCENT
                | Traits.PAREN
                | Traits.EQUALS
                | Traits.EXCLAMATION;
    }

    @Override
    public @Nullable Match look(Value value) {
        String found = value.part() == Value.Part.HEADER && isUsual(value.name()) ? null : commands(value);
        return found == null ? null : Match.of(PayloadKind.COMMAND_INJECTION, found);
    }

    /** Browsers' own headers are full of semicolons. */
    private static boolean isUsual(String header) {
        return header.regionMatches(true, 0, "accept", 0, 6)
                || header.equalsIgnoreCase("content-type")
                || header.equalsIgnoreCase("cache-control")
                || header.equalsIgnoreCase("content-disposition");
    }

    private @Nullable String commands(Value value) {
        String text = value.text();
        boolean agent = value.part() == Value.Part.HEADER && value.name().equalsIgnoreCase("user-agent");
        String found = value.part() == Value.Part.PATH
                        || (agent
                                && text.indexOf('/') >= 0
                                && text.indexOf('/') < 20
                                && Find.isName(text.charAt(Math.max(0, text.indexOf('/') - 1))))
                ? null
                : at(text, 0, Position.START);
        if (found == null) {
            found = ShellShapes.find(text, value);
        }
        for (int i = 0, positions = 0; i < text.length() && found == null && positions < MAX_POSITIONS; i++) {
            char c = text.charAt(i);
            char then = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            boolean inside = c == '`' || ((c == '$' || c == '<' || c == '>') && then == '(');
            boolean line = c == '\n' || c == '\r';
            if (c == ';' || c == '|' || c == '&' || inside || (line && value.part() != Value.Part.WHOLE_BODY)) {
                positions++;
                int from = i + (inside && c != '`' ? 2 : 1);
                found = agent && !inside
                        ? null
                        : at(text, from, inside ? Position.INSIDE : line ? Position.LINE : Position.BEHIND);
            }
        }
        return found;
    }

    private enum Position {
        /** The value itself is the command. */
        START,
        /** A line of a text that may have many. */
        LINE,
        /** Behind a separator. */
        BEHIND,
        /** In a substitution, of which the shell puts the output. */
        INSIDE
    }

    /** What command stands at the position, null for none. */
    private @Nullable String at(String text, int from, Position position) {
        int at = from;
        boolean quoted = false;
        for (int prefix = 0; prefix < 4; prefix++) {
            if (!word.read(text, at)) {
                if (word.end() > at + 1 && word.end() < text.length() && position != Position.START) {
                    at = word.end(); // a variable that is empty
                    continue;
                }
                return null;
            }
            if (isDotCommand(word.plain()) && position != Position.START) {
                return "runs a command of SQLite's shell";
            }
            if (!word.isAssignment() && !isPrefix(word.plain())) {
                break;
            }
            quoted |= word.quoted();
            if (word.isAssignment()
                    && position == Position.START
                    && prefix == 0
                    && text.indexOf('&') < 0
                    && text.indexOf(';') < 0) {
                return null;
            }
            at = word.end();
        }
        String name = word.name();
        if (position != Position.INSIDE && word.isOtherPath()) {
            return null; // a path that ends in a command's name
        }
        boolean command = ShellWords.COMMANDS.contains(name)
                || name.startsWith("ansible-")
                || name.startsWith("chef-")
                || isVersioned(name);
        boolean english = ShellWords.ENGLISH.contains(name);
        if (!command && !english && !isPowerShell(name)) {
            boolean path = word.isPath() && position == Position.INSIDE;
            return path || word.isGlobbedPath() ? "runs a program by its path" : null;
        }
        boolean disguised = word.disguised() || quoted;
        boolean path = word.isProgramPath();
        boolean argued = arguments(text, word.end());
        boolean ends = ends(text, word.end());
        boolean sure = (command && !english) || isPowerShell(name);
        argued |= sure && name.indexOf('-') > 0 && isWordBehind(text, word.end());
        boolean found = switch (position) {
            case INSIDE -> sure || ends || argued || disguised;
            case BEHIND ->
                (sure && (ends || argued || isWordBehind(text, word.end())))
                        || disguised
                        || path
                        || argued
                        || (ends && from > 0 && english && name.length() > 1 && isTight(text, from));
            case LINE -> (sure && argued) || (disguised && sure) || path;
            case START ->
                (sure && argued)
                        || (disguised && (sure || argued || english))
                        || path
                        || (prefixed(text, from) && sure);
        };
        return found ? (position == Position.START ? "is a call of the command " : "runs the command ") + name : null;
    }

    /** {@code time sh -c}: the command before runs the one behind. */
    private boolean prefixed(String text, int from) {
        int begin = Find.blanks(text, from);
        return word.start() > begin && isPrefix(first(text, begin));
    }

    private static boolean isDotCommand(String word) {
        return word.length() > 2 && word.charAt(0) == '.' && DOT_COMMANDS.contains(word);
    }

    private static String first(String text, int from) {
        int end = from;
        while (end < text.length() && end < from + 20 && text.charAt(end) > ' ') {
            end++;
        }
        return Words.lower(text.substring(from, end)).replace("'", "").replace("\"", "");
    }

    private static boolean isPrefix(String name) {
        return name.equals("time")
                || name.equals("sudo")
                || name.equals("nohup")
                || name.equals("exec")
                || name.equals("command")
                || name.equals("env")
                || name.equals("call");
    }

    private static boolean isTight(String text, int from) {
        return from < text.length() && text.charAt(from) > ' ';
    }

    private static boolean isVersioned(String name) {
        return (name.startsWith("python") && name.length() > 6 && Find.isDigit(name.charAt(6)))
                || (name.startsWith("php") && name.length() > 3 && Find.isDigit(name.charAt(3)));
    }

    private static boolean isPowerShell(String name) {
        int dash = name.indexOf('-');
        return dash > 0
                && ShellWords.POWERSHELL_VERBS.contains(name.substring(0, dash))
                && ShellWords.POWERSHELL_NOUNS.contains(name.substring(dash + 1));
    }

    private static boolean ends(String text, int from) {
        int i = Find.blanks(text, from);
        return i >= text.length() || ";|&`)\n#,".indexOf(text.charAt(i)) >= 0;
    }

    /** A blank and a word behind, as a command has it and an assignment or a tag has not. */
    private static boolean isWordBehind(String text, int from) {
        int i = Find.blanks(text, from);
        return i > from
                && i < text.length()
                && (Find.isName(text.charAt(i)) || "-/.$'\"~*(".indexOf(text.charAt(i)) >= 0);
    }

    /** Whether what is behind the command, up to the next separator, has an argument that a command has and a sentence has not. */
    private static boolean arguments(String text, int from) {
        if (text.startsWith(" install ", from)) {
            return true;
        }
        int end = Math.min(text.length(), from + NEAR);
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            char then = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            boolean starts = i > from ? text.charAt(i - 1) <= ' ' || text.charAt(i - 1) == '+' : i == from && c == '/';
            if (c == '\n' || c == ';') {
                return false;
            }
            if (starts && isFile(text, i)) {
                return true;
            }
            if (starts && c == '-' && (Packed.isLetter(then) || then == '-')) {
                return true;
            }
            if (starts
                    && ((c == '/' && then > ' ')
                            || (c == '~' && then == '/')
                            || (c == '.' && (then == '/' || then == '.')))) {
                return true;
            }
            if ((c == '$' && (Packed.isLetter(then) || then == '{' || then == '(' || then == '@' || then == '*'))
                    || c == '`') {
                return true;
            }
            if ((c == '<' || c == '>') && then != '=' && i > from) {
                return true;
            }
            if ((c == '|' && then > ' ')
                    || (c == '|'
                            && text.startsWith("| ", i)
                            && i + 2 < text.length()
                            && Packed.isLetter(text.charAt(i + 2)))) {
                return true;
            }
            if (text.startsWith("://", i)
                    || (starts
                            && (isAddress(text, i)
                                    || text.regionMatches(true, i, "localhost", 0, 9)
                                    || isDrive(text, i)))) {
                return true;
            }
        }
        return false;
    }

    /** {@code notes.txt}: a point within a word, and no number. */
    private static boolean isFile(String text, int at) {
        int end = Find.name(text, at);
        boolean named = end > at && end + 1 < text.length() && text.charAt(end) == '.';
        return named && Packed.isLetter(text.charAt(at)) && Packed.isLetter(text.charAt(end + 1));
    }

    private static boolean isDrive(String text, int at) {
        return at + 2 < text.length()
                && Packed.isLetter(text.charAt(at))
                && text.charAt(at + 1) == ':'
                && (text.charAt(at + 2) == '\\' || text.charAt(at + 2) == '/');
    }

    /** {@code 10.0.0.1}, of which a version has fewer parts. */
    private static boolean isAddress(String text, int at) {
        int dots = 0;
        int i = at;
        while (i < text.length() && i < at + 16 && (Find.isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
            dots += text.charAt(i) == '.' ? 1 : 0;
            i++;
        }
        return dots == 3 && i > at + 6;
    }
}
