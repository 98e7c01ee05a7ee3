package io.throughline.core.rule.regex;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of PCRE that Sigma names, and what else can be matched in linear time with the same answer: groups with and without
 * names, flags, lazy quantifiers, escapes, POSIX classes. What looks around or back, and atomic groups, are refused with their reason.
 * Source: Sigma Modifiers Appendix 2.1, "Regular Expression"; pcre2pattern(3).
 */
final class PatternParser {
    static final int MAX_CHARS = 4_096;
    static final int MAX_DEPTH = 50;
    static final int MAX_REPEAT = 1_000;

    private final String pattern;
    private int at;
    private int depth;
    private boolean ignoreCase;
    private boolean multiLine;
    private boolean dotAll;

    private PatternParser(String pattern, boolean ignoreCase, boolean multiLine, boolean dotAll) {
        this.pattern = pattern;
        this.ignoreCase = ignoreCase;
        this.multiLine = multiLine;
        this.dotAll = dotAll;
    }

    static Part parse(String pattern, boolean ignoreCase, boolean multiLine, boolean dotAll) {
        if (pattern.length() > MAX_CHARS) {
            throw new InvalidPatternException("it has " + pattern.length() + " characters, the limit is " + MAX_CHARS);
        }
        PatternParser parser = new PatternParser(pattern, ignoreCase, multiLine, dotAll);
        Part part = parser.choice();
        if (parser.at < pattern.length()) {
            throw parser.problem("there is a closing parenthesis without an opening one");
        }
        return part;
    }

    private Part choice() {
        if (++depth > MAX_DEPTH) {
            throw problem("groups are nested deeper than " + MAX_DEPTH);
        }
        // Flags that are set in a group end with it.
        boolean[] flags = {ignoreCase, multiLine, dotAll};
        List<Part> parts = new ArrayList<>();
        parts.add(sequence());
        while (peek() == '|') {
            at++;
            parts.add(sequence());
        }
        ignoreCase = flags[0];
        multiLine = flags[1];
        dotAll = flags[2];
        depth--;
        return parts.size() == 1 ? parts.getFirst() : new Part.Choice(parts);
    }

    private Part sequence() {
        List<Part> parts = new ArrayList<>();
        while (at < pattern.length() && peek() != '|' && peek() != ')') {
            int from = at;
            Part atom = atom();
            parts.add(quantified(atom, from));
        }
        return parts.size() == 1 ? parts.getFirst() : new Part.Sequence(parts);
    }

    private Part quantified(Part atom, int from) {
        Part part = atom;
        for (int quantifiers = 0; at < pattern.length(); quantifiers++) {
            int least;
            int most;
            switch (peek()) {
                case '*' -> {
                    least = 0;
                    most = Part.Repeat.UNBOUNDED;
                    at++;
                }
                case '+' -> {
                    least = 1;
                    most = Part.Repeat.UNBOUNDED;
                    at++;
                }
                case '?' -> {
                    least = 0;
                    most = 1;
                    at++;
                }
                default -> {
                    int[] bounds = bounds();
                    if (bounds.length == 0) {
                        return part;
                    }
                    least = bounds[0];
                    most = bounds[1];
                }
            }
            if (quantifiers > 0) {
                throw problem("there is nothing to repeat");
            }
            if (peek() == '+') {
                throw problem("possessive quantifiers are not taken, as they cannot be matched in linear time");
            }
            if (peek() == '?') {
                at++; // lazy: there is a match or there is none, all the same
            }
            if (part instanceof Part.Place) {
                part = new Part.Repeat(part, Math.min(least, 1), 1);
            } else {
                part = new Part.Repeat(part, least, most);
            }
        }
        if (at < from) {
            throw new IllegalStateException("went back");
        }
        return part;
    }

    /** Of {@code {n}}, {@code {n,}}, {@code {n,m}}; empty where the brace is only a brace. */
    private int[] bounds() {
        if (peek() != '{') {
            return new int[0];
        }
        int close = pattern.indexOf('}', at);
        String inner = close < 0 ? "" : pattern.substring(at + 1, close);
        int comma = inner.indexOf(',');
        String first = comma < 0 ? inner : inner.substring(0, comma);
        String last = comma < 0 ? inner : inner.substring(comma + 1);
        if (!isCount(first) || !(last.isEmpty() || isCount(last))) {
            return new int[0];
        }
        int least = Integer.parseInt(first);
        int most = last.isEmpty() ? Part.Repeat.UNBOUNDED : Integer.parseInt(last);
        if (least > MAX_REPEAT || most > MAX_REPEAT) {
            throw problem("something is repeated more than " + MAX_REPEAT + " times");
        }
        if (most >= 0 && most < least) {
            throw problem("the repetition {" + inner + "} has no number in it");
        }
        at = close + 1;
        return new int[] {least, most};
    }

    private static boolean isCount(String text) {
        return !text.isEmpty() && text.length() <= 8 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Part atom() {
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        return switch (c) {
            case '.' -> new Part.Chars(dotAll ? CharSet.ANY : CharSet.LINE_FEED.negate());
            case '^' -> new Part.Place(multiLine ? Part.Assertion.LINE_START : Part.Assertion.TEXT_START);
            case '$' -> new Part.Place(multiLine ? Part.Assertion.LINE_END : Part.Assertion.TEXT_END);
            case '[' -> new Part.Chars(set());
            case '(' -> group();
            case '\\' -> escape();
            case '*', '+', '?' -> throw problem("there is nothing to repeat");
            default -> chars(CharSet.of(c));
        };
    }

    private Part chars(CharSet set) {
        return new Part.Chars(ignoreCase ? set.ignoringCase() : set);
    }

    private Part group() {
        if (peek() != '?') {
            return closed(choice());
        }
        at++;
        if (takes("=") || takes("!") || takes("<=") || takes("<!")) {
            throw problem("what looks ahead or behind is not taken, as it cannot be matched in linear time");
        }
        if (takes(">")) {
            throw problem("atomic groups are not taken, as they cannot be matched in linear time");
        }
        if (takes("#")) {
            throw problem("comments are not taken");
        }
        if (takes("P<") || takes("<") || takes("'")) {
            char last = pattern.charAt(at - 1) == '<' ? '>' : '\'';
            int close = pattern.indexOf(last, at);
            if (close < 0 || !pattern.substring(at, close).matches("\\w+")) {
                throw problem("a group's name is not closed");
            }
            at = close + 1;
            return closed(choice());
        }
        return flags();
    }

    /** {@code (?i)} for what follows in this group, {@code (?i:...)} for a group of its own. */
    private Part flags() {
        boolean[] before = {ignoreCase, multiLine, dotAll};
        boolean on = true;
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            switch (c) {
                case '-' -> on = false;
                case 'i' -> ignoreCase = on;
                case 'm' -> multiLine = on;
                case 's' -> dotAll = on;
                case ')' -> {
                    return new Part.Sequence(List.of());
                }
                case ':' -> {
                    Part inner = closed(choice());
                    ignoreCase = before[0];
                    multiLine = before[1];
                    dotAll = before[2];
                    return inner;
                }
                default -> {
                    at--;
                    throw problem("there is no kind of group that begins with (?" + c);
                }
            }
        }
        throw problem("a group is not closed");
    }

    private Part closed(Part inner) {
        if (peek() != ')') {
            throw problem("a group is not closed");
        }
        at++;
        return inner;
    }

    private Part escape() {
        if (at == pattern.length()) {
            throw problem("there is nothing behind the last backslash");
        }
        Part.@Nullable Assertion place = switch (pattern.charAt(at)) {
            case 'A' -> Part.Assertion.TEXT_START;
            case 'z', 'Z' -> Part.Assertion.TEXT_END;
            case 'b' -> Part.Assertion.WORD_BOUNDARY;
            case 'B' -> Part.Assertion.NO_WORD_BOUNDARY;
            default -> null;
        };
        if (place != null) {
            at++;
            return new Part.Place(place);
        }
        return pattern.charAt(at) == 'Q' ? quoted() : chars(escapedSet());
    }

    private Part quoted() {
        int end = pattern.indexOf("\\E", at);
        String text = pattern.substring(at + 1, end < 0 ? pattern.length() : end);
        at = end < 0 ? pattern.length() : end + 2;
        List<Part> parts = new ArrayList<>();
        text.codePoints().forEach(c -> parts.add(chars(CharSet.of(c))));
        return new Part.Sequence(parts);
    }

    /** Behind a backslash, in a set or not. */
    private CharSet escapedSet() {
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        return switch (c) {
            case 'd' -> CharSet.DIGITS;
            case 'D' -> CharSet.DIGITS.negate();
            case 'w' -> CharSet.WORD;
            case 'W' -> CharSet.WORD.negate();
            case 's' -> CharSet.SPACE;
            case 'S' -> CharSet.SPACE.negate();
            case 'n' -> CharSet.LINE_FEED;
            case 'r' -> CharSet.of('\r');
            case 't' -> CharSet.of('\t');
            case 'f' -> CharSet.of('\f');
            case 'v' -> CharSet.of(0x0B);
            case 'a' -> CharSet.of(7);
            case 'e' -> CharSet.of(0x1B);
            case 'x' -> CharSet.of(hex());
            case 'u' -> CharSet.of(hexDigits(4));
            case '0' -> CharSet.of(0);
            default -> {
                if (c >= '1' && c <= '9') {
                    throw problem("what refers back to a group is not taken, as it cannot be matched in linear time");
                }
                if (c < 128 && Character.isLetter(c)) {
                    throw problem("there is no escape \\" + (char) c + " here");
                }
                yield CharSet.of(c);
            }
        };
    }

    private int hex() {
        if (peek() != '{') {
            return hexDigits(2);
        }
        int close = pattern.indexOf('}', at);
        int from = at + 1;
        if (close < 0 || close - from > 6 || close == from) {
            throw problem("\\x{ is not closed");
        }
        at = from;
        int value = hexDigits(close - from);
        at++;
        if (value > Character.MAX_CODE_POINT) {
            throw problem("there is no such character");
        }
        return value;
    }

    private int hexDigits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, at++) {
            int digit = at < pattern.length() ? Character.digit(pattern.charAt(at), 16) : -1;
            if (digit < 0) {
                throw problem(count + " hexadecimal digits were expected");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Behind the opening bracket. */
    private CharSet set() {
        boolean negated = peek() == '^';
        at += negated ? 1 : 0;
        List<CharSet> sets = new ArrayList<>();
        boolean first = true;
        while (at < pattern.length() && (first || peek() != ']')) {
            first = false;
            if (pattern.startsWith("[:", at) && pattern.indexOf(":]", at) > 0) {
                sets.add(posix());
                continue;
            }
            CharSet from = setItem();
            boolean range = peek() == '-' && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']';
            if (!range || !isOne(from)) {
                sets.add(from);
                continue;
            }
            at++;
            CharSet to = setItem();
            if (!isOne(to)) {
                sets.add(from);
                sets.add(CharSet.of('-'));
                sets.add(to);
            } else if (to.ranges()[0] < from.ranges()[0]) {
                throw problem("a range in a set is the wrong way round");
            } else {
                sets.add(new CharSet(new int[] {from.ranges()[0], to.ranges()[0]}));
            }
        }
        if (at == pattern.length()) {
            throw problem("a set is not closed");
        }
        at++;
        CharSet all = CharSet.union(sets);
        // Folded before it is negated: [^a] without regard to case is neither a nor A.
        CharSet folded = ignoreCase ? all.ignoringCase() : all;
        return negated ? folded.negate() : folded;
    }

    private CharSet setItem() {
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        if (c != '\\') {
            return CharSet.of(c);
        }
        if (at == pattern.length()) {
            throw problem("a set is not closed");
        }
        if (pattern.charAt(at) == 'b') {
            at++;
            return CharSet.of('\b');
        }
        return escapedSet();
    }

    private static boolean isOne(CharSet set) {
        return set.ranges().length == 2 && set.ranges()[0] == set.ranges()[1];
    }

    private CharSet posix() {
        int close = pattern.indexOf(":]", at);
        String name = pattern.substring(at + 2, close);
        at = close + 2;
        boolean negated = name.startsWith("^");
        CharSet set = PosixClass.of(negated ? name.substring(1) : name);
        if (set == null) {
            throw problem("there is no class [:" + (name.length() > 20 ? name.substring(0, 20) : name) + ":]");
        }
        return negated ? set.negate() : set;
    }

    private boolean takes(String text) {
        boolean there = pattern.startsWith(text, at);
        at += there ? text.length() : 0;
        return there;
    }

    /** 0 at the end. */
    private char peek() {
        return at < pattern.length() ? pattern.charAt(at) : 0;
    }

    private InvalidPatternException problem(String what) {
        return new InvalidPatternException(what + " (character " + Math.min(at + 1, pattern.length()) + ")");
    }
}
