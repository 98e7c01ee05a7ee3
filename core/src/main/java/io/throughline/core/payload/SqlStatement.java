package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/** Recognises whole statements of SQL by their verbs and what has to follow these. */
class SqlStatement extends SqlExpression {
    /** What the statement does that begins here; null where none does. */
    @Nullable
    String statement() {
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

    /** {@code f(}, {@code a.f(}. */
    private boolean hasCall(int from) {
        int i = from;
        while (tokens.type(i) == SqlTokens.NAME && tokens.type(i + 1) == SqlTokens.DOT && i < from + 8) {
            i += 2;
        }
        return (tokens.type(i) == SqlTokens.NAME || tokens.type(i) == SqlTokens.FUNCTION)
                && tokens.type(i + 1) == SqlTokens.OPEN;
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
