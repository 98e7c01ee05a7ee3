package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether a text can go on with a SQL expression at the place where the program puts it: as a number, or within a string
 * of either quote. It follows SQL's grammar of expressions as far as the tokens do, and asks what they would add to the
 * statement. Words of plain language stop it soon, for two names in a row are no expression.
 */
final class SqlGrammar extends SqlStatement {
    /** The text as a number of a statement, or as a whole statement. */
    @Nullable
    String asNumber(String text) {
        start(text, 0);
        String whole = statement();
        if (whole != null) {
            return whole;
        }
        start(text, 0);
        while (type() == SqlTokens.CLOSE) {
            at++;
        }
        boolean closed = at > 0;
        if (at == tokens.count()) {
            return null;
        }
        if (!closed && !operand()) {
            if (type() == SqlTokens.SEMICOLON) {
                at++;
                String second = statement();
                return second == null ? null : "ends a SQL statement and adds another, which " + second;
            }
            String going = type() == SqlTokens.LOGIC ? goesOn(Place.NAME, false) : null;
            return going == null ? unionAnywhere() : going;
        }
        if ((ended() || cutOff()) && ((called && told) || (compared && constants && (called || spliced || logic)))) {
            return called ? "is a call of a SQL function" : "is a SQL expression of constants";
        }
        String comment = bareComment();
        if (comment != null) {
            return comment;
        }
        boolean strong = closed || numbers || called || selected || variables || strings;
        if (selected && (ended() || cutOff())) {
            return "is a whole SQL query in brackets";
        }
        int calls = called ? 1 : 0;
        clear();
        String found = goesOn(strong ? Place.NUMBER : Place.NAME, calls > 0);
        return found == null ? unionAnywhere() : found;
    }

    /** A number and nothing but a comment behind it: {@code 1--}, {@code -1#}. */
    private @Nullable String bareComment() {
        if (type() != SqlTokens.COMMENT || !numbers || operands != 1) {
            return null;
        }
        boolean dashes =
                tokens.text(at).startsWith("--") && tokens.text(at).strip().length() == 2;
        boolean negative = at == 2 && tokens.text(at).startsWith("#");
        return dashes || negative
                ? "completes a number and cuts off the rest of the SQL statement with a comment"
                : null;
    }

    /** {@code UNION SELECT} with a list of what it selects, whatever is before: so much of SQL is in no sentence. */
    private @Nullable String unionAnywhere() {
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.type(i) != SqlTokens.UNION) {
                continue;
            }
            at = i;
            if (union() && isList(afterSelect(i + 1))) {
                return "adds a UNION with another SELECT";
            }
        }
        return null;
    }

    private int afterSelect(int from) {
        int i = from;
        while (i < tokens.count() && !tokens.is(i, "select")) {
            i++;
        }
        i++;
        while (tokens.is(i, "all") || tokens.is(i, "distinct")) {
            i++;
        }
        return i;
    }

    private boolean isList(int first) {
        char type = tokens.type(first);
        char then = tokens.type(first + 1);
        if (type == SqlTokens.NONE) {
            return false;
        }
        boolean value = isConstant(type) || type == SqlTokens.NAME || type == SqlTokens.VARIABLE;
        boolean ends = then == SqlTokens.COMMA
                || then == SqlTokens.COMMENT
                || tokens.is(first + 1, "from")
                || then == SqlTokens.CLOSE;
        boolean last = then == SqlTokens.NONE && type != SqlTokens.NAME;
        return type == SqlTokens.FUNCTION
                || type == SqlTokens.OPEN
                || tokens.is(first, "*")
                || (value && (ends || last));
    }

    /** The text behind the quote at {@code from - 1}, which closes the program's string. */
    @Nullable
    String behindQuote(String text, int from) {
        start(text, from);
        return goesOn(Place.STRING, false);
    }

    private enum Place {
        NUMBER,
        NAME,
        STRING
    }

    /** What the tokens add behind an operand that is complete; null: nothing. */
    private @Nullable String goesOn(Place place, boolean calls) {
        boolean closed = place == Place.STRING;
        boolean brackets = false;
        boolean any = false;
        called = calls;
        for (int steps = 0; steps < 100; steps++) {
            while (type() == SqlTokens.CLOSE) {
                at++;
                brackets = true;
            }
            if (ended()) {
                break;
            }
            switch (type()) {
                case SqlTokens.COMMENT -> {
                    return comment(place, any, brackets);
                }
                case SqlTokens.UNION -> {
                    if (union() || (place != Place.NAME && unionAtEnd(any || brackets || closed))) {
                        return (closed ? "closes a string and adds " : "adds ") + "a UNION with another SELECT";
                    }
                    return null;
                }
                case SqlTokens.SEMICOLON -> {
                    while (type() == SqlTokens.SEMICOLON && at + 1 < tokens.count()) {
                        at++;
                    }
                    if (type() == SqlTokens.SEMICOLON) {
                        break;
                    }
                    String next = statement();
                    if (next != null) {
                        return (closed ? "closes a string and " : "") + "adds a second SQL statement, which " + next;
                    }
                    return closed
                                    && (ended() || type() == SqlTokens.COMMENT)
                                    && (any || brackets || type() == SqlTokens.COMMENT)
                            ? "closes a string and ends the SQL statement"
                            : null;
                }
                case SqlTokens.STATEMENT, SqlTokens.CASE -> {
                    String next = statement();
                    if (next != null) {
                        return (closed ? "closes a string and " : "") + "goes on with SQL that " + next;
                    }
                    return null;
                }
                case SqlTokens.CLAUSE -> {
                    String clause = clause(place, brackets);
                    if (clause == null) {
                        break;
                    }
                    if (!clause.isEmpty()) {
                        return (closed ? "closes a string and adds " : "adds ") + clause;
                    }
                    any = true;
                    continue;
                }
                default -> {
                    if (operator(place, any)) {
                        any = true;
                        continue;
                    }
                }
            }
            break;
        }
        return verdict(place, any, brackets);
    }

    /** Whether an operator and its operand follow; both are taken then. */
    private boolean operator(Place place, boolean any) {
        int begin = at;
        char type = type();
        if (type == SqlTokens.LOGIC) {
            logic = true;
            at++;
            if (operand() || ended()) {
                return true;
            }
        } else if (tokens.is(at, "in") && (tokens.is(at + 1, "boolean") || tokens.is(at + 1, "natural"))) {
            at += tokens.is(at + 1, "boolean") ? 3 : 4; // of MySQL's match() against()
            return true;
        } else if (type == SqlTokens.OPEN && (tokens.is(at + 1, "select") || tokens.is(at + 1, "case"))) {
            return operand();
        } else if (type == SqlTokens.COMPARE || (type == SqlTokens.PREFIX && tokens.is(at, "not"))) {
            boolean before = operands > 0 ? lastIsConstant : place != Place.NAME;
            at++;
            compared = true;
            while (type() == SqlTokens.COMPARE || type() == SqlTokens.PREFIX) {
                at++;
            }
            boolean one = operand();
            constants |= before && one && lastIsConstant;
            if (one || (ended() && place == Place.STRING)) {
                return true;
            }
        } else if (type == SqlTokens.ARITHMETIC || type == SqlTokens.COMMA) {
            at++;
            if (operand()) {
                spliced |= type == SqlTokens.ARITHMETIC;
                return true;
            }
        } else if (type == SqlTokens.STRING || type == SqlTokens.OPEN_STRING) {
            if (any) {
                at++;
                return true; // strings beside each other are one
            }
        } else if (type == SqlTokens.FUNCTION && place == Place.STRING) {
            return operand();
        }
        at = begin;
        return false;
    }

    private boolean unionAtEnd(boolean going) {
        char then = tokens.type(at + 1);
        boolean list = then == SqlTokens.NUMBER && tokens.type(at + 2) == SqlTokens.COMMA;
        boolean all = tokens.is(at + 1, "all")
                && (tokens.type(at + 2) == SqlTokens.COMMENT || tokens.type(at + 2) == SqlTokens.NONE);
        if (list || all || tokens.is(at + 1, "exec")) {
            return true;
        }
        return (going || tokens.inlineComments() > 0)
                ? then == SqlTokens.NONE || then == SqlTokens.COMMENT
                : then == SqlTokens.COMMENT;
    }

    private boolean union() {
        int i = at + 1;
        while (tokens.is(i, "all")
                || tokens.is(i, "distinct")
                || tokens.type(i) == SqlTokens.ARITHMETIC
                || tokens.type(i) == SqlTokens.OPEN
                || tokens.type(i) == SqlTokens.PREFIX
                || tokens.is(i, "distinctrow")) {
            i++;
        }
        if (tokens.is(i, "select")) {
            return true;
        }
        return tokens.is(i, "values") && tokens.type(i + 1) == SqlTokens.OPEN;
    }

    private @Nullable String comment(Place place, boolean any, boolean brackets) {
        if (place == Place.STRING && !any) {
            return "closes a string and cuts off the rest of the SQL statement with a comment";
        }
        String found = verdict(place, any, brackets);
        if (found != null) {
            return found;
        }
        if (place == Place.STRING) {
            return "closes a string, goes on with SQL and cuts off the rest with a comment";
        }
        boolean sure = tokens.text(at).startsWith("--") || tokens.text(at).startsWith("/*");
        return sure && place == Place.NUMBER && (any || brackets || (tokens.start(at) > 0 && at > 0))
                ? "completes a SQL expression and cuts off the rest of the statement with a comment"
                : null;
    }

    /** What an expression adds that was read as far as it goes. */
    private @Nullable String verdict(Place place, boolean any, boolean brackets) {
        if (!any) {
            return null;
        }
        boolean dangling = at == tokens.count() - 1 && type() == SqlTokens.ARITHMETIC;
        boolean whole = ended() || cutOff() || dangling;
        String begin = place == Place.STRING ? "closes a string and adds " : "adds ";
        if (selected) {
            return begin + "a query within the SQL statement";
        }
        if (called && (whole || place != Place.NAME)) {
            return begin + "a call of a SQL function";
        }
        if (!whole) {
            return null;
        }
        if (logic && compared && (constants || (place != Place.NAME && (numbers || strings || variables)))) {
            return begin + (constants ? "OR or AND with a comparison of constants" : "OR or AND with a comparison");
        }
        if (place == Place.STRING) {
            return string(begin);
        }
        if (variables && (spliced || logic || compared)) {
            return begin + "a variable of the SQL server";
        }
        return place == Place.NUMBER && logic && (numbers || strings) && operands > 0 && (brackets || lastIsConstant)
                ? begin + "OR or AND with a constant"
                : null;
    }

    private @Nullable String string(String begin) {
        if (logic && (numbers || strings || variables || cutOff())) {
            return begin + "OR or AND with a constant";
        }
        if (compared && (strings || numbers || variables)) {
            return begin + "a comparison";
        }
        if (spliced && (strings || variables)) {
            return begin + "an operator that joins it to another";
        }
        return null;
    }

    /** A clause behind an expression. Null: it is none; empty: it is taken and tells nothing yet. */
    private @Nullable String clause(Place place, boolean brackets) {
        boolean strong = place != Place.NAME || brackets;
        int i = at;
        if ((tokens.is(i, "order") || tokens.is(i, "group")) && tokens.is(i + 1, "by")) {
            char by = tokens.type(i + 2);
            if (by == SqlTokens.NONE && place == Place.NUMBER && tokens.inlineComments() > 0) {
                return "GROUP BY";
            }
            return strong && by != SqlTokens.NONE && by != SqlTokens.OTHER
                    ? tokens.text(i).toUpperCase(java.util.Locale.ROOT) + " BY"
                    : null;
        }
        if (tokens.is(i, "limit") && strong && isConstant(tokens.type(i + 1))) {
            return "LIMIT";
        }
        if (tokens.is(i, "procedure") && tokens.type(i + 1) == SqlTokens.FUNCTION) {
            return "PROCEDURE";
        }
        if (tokens.is(i, "into") && (tokens.is(i + 1, "outfile") || tokens.is(i + 1, "dumpfile"))) {
            return "INTO a file";
        }
        if (tokens.is(i, "having") || tokens.is(i, "where")) {
            at++;
            boolean one = operand();
            boolean where = one && (type() == SqlTokens.COMPARE || lastIsConstant);
            if (where) {
                logic = true;
                return strong ? "" : null;
            }
            return null;
        }
        if (tokens.is(i, "from") && strong && tokens.is(i + 2, "where")) {
            return "FROM another table";
        }
        if (tokens.is(i, "as") && strong && tokens.type(i + 1) == SqlTokens.NAME && tokens.is(i + 2, "where")) {
            at += 2;
            return "";
        }
        if (tokens.is(i, "waitfor")) {
            return "a delay";
        }
        return null;
    }
}
