package io.throughline.core.parse;

import java.nio.charset.StandardCharsets;

/**
 * Goes through the members of a JSON object among its bytes, several times faster than a parser of any JSON, and makes no text of a
 * value before it is asked for. Nested objects' members have paths with dots. It reads what log libraries write; on anything else
 * (arrays, halves of characters, very long names, what is no JSON) it stops with {@link Step#OTHER}, and a full parser has to begin
 * anew. What it accepts is JSON as RFC 8259 has it. Used again for every object.
 */
public final class JsonScan {
    /** What {@link #next} came to. */
    public enum Step {
        /** A string, a number, true or false: {@link #text} gives it. */
        VALUE,
        /** A member that is null. */
        NULL,
        /** An object: its members are next. */
        OBJECT,
        /** The whole object, with nothing but blanks behind it. */
        END,
        OTHER
    }

    private final JsonNames names = new JsonNames();
    private final JsonString strings = new JsonString();
    /** The names of the objects around the next member, by depth. */
    private final JsonNames.Name[] around;

    private byte[] line = {};
    private int at;
    private int limit;
    private int depth;
    private int depthOfMember;
    private boolean first;
    private JsonNames.Name name = names.root;
    private int valueFrom;
    private int valueTo;
    private boolean escaped;

    /** @param maxDepth objects nested deeper are left to a full parser */
    public JsonScan(int maxDepth) {
        around = new JsonNames.Name[maxDepth + 1];
    }

    /** False where the bytes do not begin with an object. */
    public boolean start(byte[] bytes, int from, int to) {
        line = bytes;
        at = from + 1;
        limit = to;
        depth = 1;
        first = true;
        name = names.root;
        around[1] = names.root;
        return from < to && bytes[from] == '{';
    }

    /** Goes to the next member, within an object that it came to or behind it. */
    public Step next() {
        byte mark = afterBlanks();
        while (mark == '}') {
            at++;
            first = false;
            if (--depth == 0) {
                return afterBlanks() == 0 && at == limit ? Step.END : Step.OTHER;
            }
            mark = afterBlanks();
        }
        if (!first) {
            if (mark != ',') {
                return Step.OTHER;
            }
            at++;
            mark = afterBlanks();
        }
        first = false;
        return mark == '"' && name() && afterColon() ? value() : Step.OTHER;
    }

    /** The member's name behind those of the objects around it, with dots: the same text for the same path, most of the time. */
    public String path() {
        return name.path();
    }

    /** 1 for a member of the outermost object. */
    public int depth() {
        return depthOfMember;
    }

    /** Where the value begins in the array; a string's behind its quote. */
    public int from() {
        return valueFrom;
    }

    /** Behind the value, a string's at its quote. */
    public int to() {
        return valueTo;
    }

    /** The value as a text, a number's as it was written. */
    public String text() {
        return escaped
                ? strings.text(line, valueFrom, valueTo)
                : new String(line, valueFrom, valueTo - valueFrom, StandardCharsets.UTF_8);
    }

    /** The next byte that is no blank; 0 at the end. */
    private byte afterBlanks() {
        while (at < limit) {
            byte b = line[at];
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return b;
            }
            at++;
        }
        return 0;
    }

    /** Stands at the name's quote; goes behind its other one. */
    private boolean name() {
        int from = at + 1;
        depthOfMember = depth;
        JsonNames.Name parent = around[depth];
        JsonNames.Name found = JsonNames.guess(name, parent, line, from, limit);
        if (found != null) {
            at = from + JsonNames.length(found) + 1;
            name = found;
            return true;
        }
        int to = JsonString.runEnd(line, from, limit);
        if (to == limit || line[to] != '"' || to - from > JsonNames.MAX_NAME_BYTES) {
            return false;
        }
        found = names.of(name, parent, line, from, to);
        at = to + 1;
        name = found == null ? name : found;
        return found != null;
    }

    private boolean afterColon() {
        if (afterBlanks() != ':') {
            return false;
        }
        at++;
        return true;
    }

    private Step value() {
        byte b = afterBlanks();
        escaped = false;
        valueFrom = at;
        return switch (b) {
            case '"' -> string();
            case '{' -> object();
            case 't' -> word("true", Step.VALUE);
            case 'f' -> word("false", Step.VALUE);
            case 'n' -> word("null", Step.NULL);
            default -> number();
        };
    }

    private Step string() {
        valueFrom = at + 1;
        int run = JsonString.runEnd(line, valueFrom, limit);
        if (run < limit && line[run] == '"') {
            valueTo = run;
        } else {
            escaped = true;
            valueTo = JsonString.end(line, run, limit);
        }
        at = valueTo + 1;
        return valueTo < 0 ? Step.OTHER : Step.VALUE;
    }

    private Step object() {
        if (depth + 1 >= around.length) {
            return Step.OTHER;
        }
        at++;
        around[++depth] = name;
        first = true;
        return Step.OBJECT;
    }

    private Step word(String word, Step step) {
        if (at + word.length() > limit) {
            return Step.OTHER;
        }
        for (int i = 0; i < word.length(); i++) {
            if (line[at + i] != word.charAt(i)) {
                return Step.OTHER;
            }
        }
        at += word.length();
        valueTo = at;
        return step;
    }

    /** {@code -12.5e-3}; no zero in front of other digits. */
    private Step number() {
        int i = at;
        i += i < limit && line[i] == '-' ? 1 : 0;
        int whole = i;
        i = digits(i);
        boolean shaped = i > whole && (i == whole + 1 || line[whole] != '0');
        if (i < limit && line[i] == '.') {
            int point = i;
            i = digits(i + 1);
            shaped &= i > point + 1;
        }
        if (i < limit && (line[i] | 0x20) == 'e') {
            i += i + 1 < limit && (line[i + 1] == '+' || line[i + 1] == '-') ? 2 : 1;
            int exponent = i;
            i = digits(i);
            shaped &= i > exponent;
        }
        at = i;
        valueTo = i;
        return shaped && i - valueFrom <= JsonNames.MAX_NAME_BYTES ? Step.VALUE : Step.OTHER;
    }

    private int digits(int from) {
        int i = from;
        while (i < limit && line[i] >= '0' && line[i] <= '9') {
            i++;
        }
        return i;
    }
}
