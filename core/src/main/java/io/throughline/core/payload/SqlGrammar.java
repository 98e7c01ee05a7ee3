package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether a text can go on with a SQL expression at the place where the program puts it: as a number, or within a string
 * of either quote. It follows SQL's grammar of expressions as far as the tokens do, and asks what they would add to the
 * statement. Words of plain language stop it soon, for two names in a row are no expression.
 */
final class SqlGrammar {
    private static final int MAX_DEPTH = 40;

    private final SqlTokens tokens = new SqlTokens();
    private int at;
    private int depth;

    private boolean compared;
    private boolean constants;
    private boolean called;
    private boolean selected;
    private boolean logic;
    private boolean variables;
    private boolean numbers;
    private boolean strings;
    private boolean told;
    private boolean inner;
    private boolean spliced;
    private int operands;

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

    private void start(String text, int from) {
        tokens.read(text, from);
        at = 0;
        depth = 0;
        inner = from > 0;
        clear();
    }

    private void clear() {
        compared = false;
        constants = false;
        called = false;
        selected = false;
        logic = false;
        variables = false;
        numbers = false;
        strings = false;
        told = false;
        spliced = false;
        operands = 0;
    }

    private char type() {
        return tokens.type(at);
    }

    private boolean ended() {
        return at >= tokens.count();
    }

    /** Whether a comment is here that ends the statement, or another statement begins. */
    private boolean cutOff() {
        return type() == SqlTokens.COMMENT || (type() == SqlTokens.SEMICOLON && at + 1 >= tokens.count());
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

    private boolean lastIsConstant;

    /** Takes an operand with what binds closer than a comparison; false and nothing taken where there is none. */
    private boolean operand() {
        int begin = at;
        if (++depth > MAX_DEPTH) {
            depth--;
            return false;
        }
        while (type() == SqlTokens.PREFIX
                || (type() == SqlTokens.ARITHMETIC
                        && (tokens.is(at, "-") || tokens.is(at, "+") || tokens.is(at, "^") || tokens.is(at, "*")))) {
            at++;
        }
        boolean taken = single();
        depth--;
        if (!taken) {
            at = begin;
            return false;
        }
        operands++;
        while (type() == SqlTokens.ARITHMETIC && depth < MAX_DEPTH) {
            int sign = at++;
            while (type() == SqlTokens.PREFIX || type() == SqlTokens.ARITHMETIC) {
                at++;
            }
            boolean constant = lastIsConstant;
            if (!single()) {
                at = sign;
                break;
            }
            lastIsConstant &= constant;
            spliced = true;
        }
        return true;
    }

    private boolean single() {
        lastIsConstant = false;
        return switch (type()) {
            case SqlTokens.NUMBER -> {
                at++;
                numbers = true;
                lastIsConstant = true;
                yield true;
            }
            case SqlTokens.STRING, SqlTokens.OPEN_STRING -> {
                at++;
                strings = true;
                lastIsConstant = true;
                yield true;
            }
            case SqlTokens.CONSTANT -> {
                at++;
                numbers = true;
                lastIsConstant = true;
                yield true;
            }
            case SqlTokens.VARIABLE -> {
                at++;
                variables = true;
                yield true;
            }
            case SqlTokens.NAME, SqlTokens.FUNCTION, SqlTokens.END -> name();
            case SqlTokens.OPEN -> bracket();
            case SqlTokens.CASE -> cases();
            case SqlTokens.STATEMENT -> {
                // A function or a name that has the name of a statement.
                if (tokens.type(at + 1) == SqlTokens.OPEN && !tokens.is(at, "select")) {
                    called = true;
                    at++;
                    yield bracket();
                }
                yield false;
            }
            default -> false;
        };
    }

    /** {@code a}, {@code a.b.c}, {@code f(...)}. */
    private boolean name() {
        boolean function = type() == SqlTokens.FUNCTION;
        told |= function && SqlWords.TELLING_FUNCTIONS.contains(Words.lower(tokens.text(at)));
        at++;
        while (type() == SqlTokens.DOT && at < tokens.count()) {
            at++;
            if (type() == SqlTokens.NAME || type() == SqlTokens.FUNCTION || type() == SqlTokens.STATEMENT) {
                function |= type() == SqlTokens.FUNCTION;
                at++;
            }
        }
        if (type() == SqlTokens.OPEN) {
            called |= function;
            return bracket();
        }
        return true;
    }

    /** A query or a list in brackets, of which the end may be missing. */
    private boolean bracket() {
        if (depth >= MAX_DEPTH) {
            return false;
        }
        depth++;
        at++;
        if (tokens.is(at, "select") && (tokens.type(at + 1) != SqlTokens.NONE)) {
            selected = true;
        }
        boolean constant = true;
        boolean any = false;
        boolean before = false;
        while (!ended() && type() != SqlTokens.CLOSE && type() != SqlTokens.COMMENT) {
            if (operand()) {
                before = lastIsConstant;
                constant &= before;
                any = true;
            } else if (type() == SqlTokens.SEMICOLON || type() == SqlTokens.OTHER) {
                break;
            } else {
                if (type() == SqlTokens.COMPARE) {
                    compared = true;
                    constants |= before && isConstant(tokens.type(at + 1));
                }
                at++;
            }
        }
        if (type() == SqlTokens.CLOSE) {
            at++;
        }
        depth--;
        lastIsConstant = any && constant;
        return true;
    }

    private static boolean isConstant(char type) {
        return type == SqlTokens.NUMBER
                || type == SqlTokens.STRING
                || type == SqlTokens.OPEN_STRING
                || type == SqlTokens.CONSTANT;
    }

    private boolean cases() {
        if (!caseFollows()) {
            return false;
        }
        selected = true;
        while (!ended() && type() != SqlTokens.END && type() != SqlTokens.COMMENT) {
            at++;
        }
        at++;
        return true;
    }

    private boolean caseFollows() {
        for (int i = at + 1; i < at + 12; i++) {
            if (tokens.is(i, "when")) {
                return true;
            }
        }
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

    /** What the statement does that begins here; null where none does. */
    private @Nullable String statement() {
        while (type() == SqlTokens.OPEN) {
            at++;
        }
        char next = tokens.type(at + 1);
        if (tokens.is(at, "select")) {
            return select();
        }
        if (tokens.is(at, "waitfor") && (tokens.is(at + 1, "delay") || tokens.is(at + 1, "time"))) {
            return "waits for a time";
        }
        if (tokens.is(at, "insert") && tokens.is(at + 1, "into") && tokens.type(at + 2) != SqlTokens.NONE) {
            return insert() ? "inserts rows" : null;
        }
        if (tokens.is(at, "delete") && tokens.is(at + 2, "from") && at > 0) {
            return "deletes rows";
        }
        if (tokens.is(at, "delete")
                && tokens.is(at + 1, "from")
                && (tokens.count() == at + 3 || isBehindTable(at + 3))) {
            return "deletes rows";
        }
        if (tokens.is(at, "update") && tokens.is(at + 2, "set") && tokens.type(at + 4) == SqlTokens.COMPARE) {
            return "changes rows";
        }
        if (isDefinition()) {
            return "changes tables or users";
        }
        if (tokens.is(at, "declare") && (next == SqlTokens.VARIABLE || next == SqlTokens.OTHER)) {
            return "declares a variable";
        }
        if ((tokens.is(at, "exec") || tokens.is(at, "execute")) && isExecuted(at + 1)) {
            return "executes a procedure";
        }
        if ((tokens.is(at, "call") || tokens.is(at, "begin"))
                && (next == SqlTokens.NAME || next == SqlTokens.FUNCTION)
                && hasCall(at + 1)) {
            return "calls a procedure";
        }
        if (tokens.is(at, "shutdown")
                && (next == SqlTokens.NONE || next == SqlTokens.COMMENT || tokens.is(at + 1, "with"))
                && at > 0) {
            return "stops the server";
        }
        if (tokens.is(at, "if") && tokens.is(at + 1, "exists") && tokens.is(at + 3, "select")) {
            return "branches on a condition";
        }
        if (type() == SqlTokens.FUNCTION && at > 0 && isCalledAlone()) {
            return "calls a function";
        }
        boolean block = tokens.is(at, "begin") || (tokens.is(at, "goto") && tokens.type(at + 1) == SqlTokens.NAME);
        if (block && (inner || at > 0) && hasStatement(at + 1)) {
            return "runs a block of statements";
        }
        if (tokens.is(at, "if") && condition()) {
            return "branches on a condition";
        }
        if ((tokens.is(at, "set") || tokens.is(at, "print")) && next == SqlTokens.VARIABLE) {
            return "sets a variable";
        }
        if (tokens.is(at, "use")
                && next == SqlTokens.NAME
                && tokens.type(at + 2) == SqlTokens.SEMICOLON
                && (inner || at > 0)) {
            return "changes to another database";
        }
        if (tokens.is(at, "load") && (tokens.is(at + 1, "xml") || tokens.is(at + 1, "data")) && (inner || at > 0)) {
            return "loads a file";
        }
        if ((tokens.is(at, "handler") && tokens.is(at + 2, "open"))
                || (tokens.is(at, "handler") && tokens.is(at + 2, "read"))) {
            return "reads a table";
        }
        if (tokens.is(at, "case") && caseFollows() && at > 0) {
            return "branches on a condition";
        }
        return null;
    }

    private boolean isCalledAlone() {
        int begin = at;
        boolean one = operand();
        boolean whole = ended() || cutOff();
        at = begin;
        return one && whole;
    }

    private boolean hasStatement(int from) {
        for (int i = from; i < from + 8; i++) {
            boolean variable = tokens.type(i + 1) == SqlTokens.VARIABLE || tokens.type(i + 1) == SqlTokens.STRING;
            if ((tokens.type(i) == SqlTokens.STATEMENT && variable) || tokens.is(i, "alter") || tokens.is(i, "goto")) {
                return true;
            }
        }
        return false;
    }

    private boolean isBehindTable(int token) {
        return tokens.is(token, "where")
                || tokens.type(token) == SqlTokens.COMMENT
                || tokens.type(token) == SqlTokens.SEMICOLON
                || tokens.type(token) == SqlTokens.DOT;
    }

    private boolean insert() {
        for (int i = at + 3; i < tokens.count() && i < at + 60; i++) {
            if (tokens.is(i, "values") || tokens.is(i, "select")) {
                return true;
            }
        }
        return tokens.type(at + 3) == SqlTokens.OPEN;
    }

    private boolean isDefinition() {
        boolean verb =
                tokens.is(at, "drop") || tokens.is(at, "create") || tokens.is(at, "alter") || tokens.is(at, "truncate");
        if (!verb) {
            return false;
        }
        int i = at + 1;
        while (tokens.is(i, "or") || tokens.is(i, "replace") || tokens.is(i, "temporary") || tokens.is(i, "temp")) {
            i++;
        }
        boolean what = tokens.is(i, "table")
                || tokens.is(i, "database")
                || tokens.is(i, "function")
                || tokens.is(i, "procedure")
                || tokens.is(i, "view")
                || tokens.is(i, "index")
                || tokens.is(i, "trigger")
                || tokens.is(i, "user")
                || tokens.is(i, "login")
                || tokens.is(i, "schema")
                || tokens.is(i, "column");
        char name = tokens.type(i + 1);
        char behind = tokens.type(i + 2);
        boolean ends = behind == SqlTokens.NONE
                || behind == SqlTokens.SEMICOLON
                || behind == SqlTokens.COMMENT
                || behind == SqlTokens.OPEN;
        if (tokens.is(at, "drop") && at > 0 && !what && tokens.type(i) == SqlTokens.NAME && name == SqlTokens.COMMENT) {
            return true;
        }
        return what && name != SqlTokens.NONE && (at > 0 || ends);
    }

    private boolean isExecuted(int token) {
        char type = tokens.type(token);
        if (type == SqlTokens.VARIABLE || type == SqlTokens.OPEN || type == SqlTokens.STRING) {
            return true;
        }
        String name = Words.lower(tokens.text(token));
        return type == SqlTokens.NAME
                && (name.startsWith("xp_")
                        || name.startsWith("sp_")
                        || tokens.type(token + 1) == SqlTokens.DOT
                        || (at > 0
                                && (tokens.type(token + 1) == SqlTokens.STRING
                                        || tokens.type(token + 1) == SqlTokens.VARIABLE)));
    }

    private boolean hasCall(int from) {
        for (int i = from; i < from + 8; i++) {
            if (tokens.type(i) == SqlTokens.OPEN) {
                return true;
            }
        }
        return false;
    }

    /** {@code if(1=1) ...}, {@code if 1=1 ...}. */
    private boolean condition() {
        clear();
        int begin = at;
        at++;
        boolean one = operand();
        boolean compares = compared || type() == SqlTokens.COMPARE;
        at = begin;
        boolean follows = false;
        for (int i = at + 1; i < tokens.count() && i < at + 30; i++) {
            follows |= tokens.type(i) == SqlTokens.STATEMENT;
        }
        boolean list = tokens.type(at + 1) == SqlTokens.OPEN && called;
        return (one && compares && follows && numbers) || (list && compares);
    }

    /** A query that is one: what is selected is an expression, and more than one name, or is from a table. */
    private @Nullable String select() {
        int begin = at;
        boolean within = inner || at > 0;
        at++;
        while (type() == SqlTokens.PREFIX || tokens.is(at, "all")) {
            at++;
        }
        if (type() == SqlTokens.ARITHMETIC && tokens.is(at, "*")) {
            at++;
            if (tokens.is(at, "from") && tokens.type(at + 1) != SqlTokens.NONE) {
                return "reads a table";
            }
            at = begin;
            return null;
        }
        clear();
        boolean one = operand();
        if (!one) {
            at = begin;
            return null;
        }
        int columns = 1;
        while (type() == SqlTokens.COMMA && columns < 200) {
            at++;
            if (!operand()) {
                break;
            }
            columns++;
        }
        boolean sure = called || selected || variables || numbers || strings;
        boolean from = tokens.is(at, "from") && tokens.type(at + 1) != SqlTokens.NONE;
        boolean table = from && (at + 2 >= tokens.count() || tokens.type(at + 2) != SqlTokens.NAME);
        boolean alias = variables
                && type() == SqlTokens.NAME
                && (at + 1 == tokens.count() || tokens.type(at + 1) == SqlTokens.COMMENT);
        boolean whole = ended() || cutOff() || type() == SqlTokens.CLOSE || alias;
        at = begin;
        if (from && (sure || (table && columns > 1) || (within && table))) {
            return "reads a table";
        }
        return sure && (whole || within) && (called || variables || columns > 1 || within) ? "selects values" : null;
    }
}
