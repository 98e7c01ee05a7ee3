package io.throughline.core.payload;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects where text is expected: serialised ones of PHP, Java, .NET, Python, Ruby and YAML, operators of MongoDB in a name's brackets or in JSON, and
 * names that reach an object's prototype.
 */
final class ObjectCheck implements Check {
    private static final Set<String> OPERATORS = Words.of("""
            $ne $gt $gte $lt $lte $eq $in $nin $or $and $not $nor $regex $where $exists $type $mod $text $expr $all $elemmatch $size $func $function $jsonschema
            $accumulator $lookup $options
            """);

    private static final Set<String> LOOKUPS = Words.of(
            "startswith istartswith endswith iendswith contains icontains regex iregex exact iexact has_key has_keys gt gte lt lte isnull in range");

    @Override
    public long needs() {
        return Traits.BRACE
                | Traits.BRACKET
                | Traits.COLON
                | Traits.DOLLAR
                | Traits.UNDERSCORES
                | Traits.DOT
                | Traits.LONG_RUN
                | Traits.FOREIGN
                | Traits.QUOTE;
    }

    @Override
    public @Nullable Match look(Value value) {
        String text = value.text();
        if (value.has(Traits.UNDERSCORES)
                || value.part().isName()
                || value.has(Traits.BRACKET | Traits.DOT | Traits.COLON)) {
            Match found = prototype(text, value);
            if (found != null) {
                return found;
            }
        }
        if (value.part().isName() && value.has(Traits.UNDERSCORES) && walksRelations(text)) {
            return Match.of(PayloadKind.NOSQL_INJECTION, "asks for what is stored in related objects");
        }
        if (value.has(Traits.DOLLAR)) {
            String operator = operator(text, value.part().isName());
            if (operator != null) {
                return Match.of(PayloadKind.NOSQL_INJECTION, operator);
            }
        }
        String script = value.has(Traits.PAREN) ? script(text) : null;
        if (script != null) {
            return Match.of(PayloadKind.NOSQL_INJECTION, script);
        }
        if (value.has(Traits.QUOTE)) {
            String joined = joined(text);
            if (joined != null) {
                return Match.of(PayloadKind.NOSQL_INJECTION, joined);
            }
        }
        String serialised = serialised(text);
        return serialised == null ? null : Match.of(PayloadKind.SERIALISED_OBJECT, serialised);
    }

    private static @Nullable Match prototype(String text, Value value) {
        String plain = text.length() > 4_000 ? text.substring(0, 4_000) : text;
        int at = plain.indexOf("__proto__");
        boolean proto = at >= 0
                && (value.part().isName() || (plain.length() > at + 9 && "[.:\"'".indexOf(plain.charAt(at + 9)) >= 0));
        boolean named = plain.contains("constructor[prototype]")
                || plain.contains("[constructor][prototype]")
                || plain.contains("constructor.prototype")
                || plain.contains("constructor][prototype");
        if (proto || named) {
            return Match.of(PayloadKind.PROTOTYPE_POLLUTION, "names an object's prototype");
        }
        boolean react = plain.contains(":constructor:constructor")
                || plain.contains(":__proto__:")
                || plain.contains("\"$b:")
                || plain.contains(":Module:prototype");
        return react
                ? Match.of(PayloadKind.NODE_INJECTION, "names an object's constructor in a serialised component")
                : null;
    }

    /** {@code user__profile__icontains}: Django's lookups over more than one relation (Django documentation, "Field lookups"). */
    private static boolean walksRelations(String text) {
        int last = text.lastIndexOf("__");
        int first = text.indexOf("__");
        return first > 0
                && last > first + 2
                && text.length() < 200
                && LOOKUPS.contains(Words.lower(text.substring(last + 2)));
    }

    /** A dollar's name within quotes or a name's brackets, with a colon behind or as the name itself. */
    private static @Nullable String operator(String text, boolean name) {
        int at = text.indexOf('$');
        for (int tries = 0; at >= 0 && tries < 200; tries++) {
            int end = Find.name(text, at + 1);
            String word = end - at > 16 ? "" : Words.lower(text.substring(at, end));
            if (OPERATORS.contains(word)) {
                char before = at > 0 ? text.charAt(at - 1) : 0;
                char behind = end < text.length() ? text.charAt(end) : 0;
                boolean bracket = before == '[' && behind == ']';
                int colon = Find.blanks(text, behind == '"' || behind == '\'' ? end + 1 : end);
                boolean member = (before == '"' || before == '\'' || before == '{' || before == ',' || before == ' ')
                        && colon < text.length()
                        && text.charAt(colon) == ':';
                if (bracket || (member && text.indexOf('{') >= 0) || (name && at == 0 && end == text.length())) {
                    return "holds an operator of MongoDB";
                }
            }
            at = text.indexOf('$', Math.max(end, at + 1));
        }
        return null;
    }

    /** {@code ' || 'a'=='a}, {@code ';return true;var x='}, {@code ', $where: '1 == 1}: JavaScript of MongoDB behind a string's end. */
    private static @Nullable String joined(String text) {
        int quote = Math.max(text.indexOf('\''), text.indexOf('"'));
        int from = Find.blanks(text, quote + 1);
        if (text.startsWith("||", from) || text.startsWith("&&", from)) {
            boolean compares = text.indexOf("==", from) > 0
                    || text.startsWith("this.", Find.blanks(text, from + 2))
                    || text.indexOf(".match(", from) > 0;
            return compares ? "closes a string and goes on with a script of the database" : null;
        }
        boolean script = (text.startsWith("return", from + 1) && text.startsWith(";", from))
                || (text.startsWith("while(", from + 1) && text.startsWith(";", from));
        boolean where = (text.startsWith(",", from) && text.indexOf("$where", from) > 0)
                || (text.startsWith("}", from) && text.indexOf("db.", from) > 0)
                || text.indexOf(";return(", from) > 0
                || text.indexOf("; return", from) > 0;
        return script || where ? "closes a string and goes on with a script of the database" : null;
    }

    /** {@code db.users.insert(...)}, {@code ;do{...}while(...)}: statements of MongoDB's shell. */
    private static @Nullable String script(String text) {
        int at = text.indexOf("db.");
        if (at >= 0 && (at == 0 || !Find.isName(text.charAt(at - 1)))) {
            int name = Find.name(text, at + 3);
            int call = name < text.length() && text.charAt(name) == '.' ? Find.name(text, name + 1) : -1;
            if (call > 0 && text.startsWith("({", call)) {
                return "calls a command of MongoDB";
            }
        }
        boolean loop = text.contains("new Date()") && text.contains("while(");
        return loop ? "holds a loop of a database's script that passes time" : null;
    }

    private static @Nullable String serialised(String text) {
        for (int i = 0; i + 4 < text.length() && i < 4_000; i++) {
            char c = text.charAt(i);
            if ((c == 'O' || c == 'C' || c == 'o')
                    && text.charAt(i + 1) == ':'
                    && Find.isDigit(text.charAt(i + 2))
                    && (i == 0 || !Find.isName(text.charAt(i - 1)))) {
                int colon = Find.near(text, ':', i + 2, 8);
                if (colon > 0 && colon + 1 < text.length() && text.charAt(colon + 1) == '"') {
                    return "holds a serialised object of PHP";
                }
            }
        }
        if (text.startsWith("\u00ac\u00ed\0\u0005")
                || text.startsWith("rO0AB")
                || text.startsWith("aced0005")
                || (text.startsWith("H4sIAAAAAAAA") && text.length() > 200)) {
            return "holds a serialised object of Java";
        }
        if (text.startsWith("AAEAAAD/////")
                || text.contains("\"$type\":\"System.")
                || text.contains("ObjectDataProvider")) {
            return "holds a serialised object of .NET";
        }
        if (text.contains("!!python/")
                || text.contains("cos\nsystem")
                || text.contains("!ruby/object")
                || text.contains("!!javax.")
                || text.contains("!!java.")) {
            return "holds a serialised object";
        }
        return null;
    }
}
