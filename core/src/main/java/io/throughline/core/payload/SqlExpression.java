package io.throughline.core.payload;

/**
 * Reads SQL's expressions from tokens, as far as they are any, and takes note of what they hold: comparisons of constants, calls, queries, variables. An
 * end may be missing everywhere, for the program's own text follows. Where a text is read stays with the reader, from one step to the next.
 */
class SqlExpression {
    private static final int MAX_DEPTH = 40;

    final SqlTokens tokens = new SqlTokens();
    int at;
    int depth;

    boolean compared;
    boolean constants;
    boolean called;
    boolean selected;
    boolean logic;
    boolean variables;
    boolean numbers;
    boolean strings;
    boolean told;
    boolean inner;
    boolean spliced;
    int operands;

    void start(String text, int from) {
        tokens.read(text, from);
        at = 0;
        depth = 0;
        inner = from > 0;
        clear();
    }

    void clear() {
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

    char type() {
        return tokens.type(at);
    }

    boolean ended() {
        return at >= tokens.count();
    }

    /** Whether a comment is here that ends the statement, or another statement begins. */
    boolean cutOff() {
        return type() == SqlTokens.COMMENT || (type() == SqlTokens.SEMICOLON && at + 1 >= tokens.count());
    }

    boolean lastIsConstant;

    /** Takes an operand with what binds closer than a comparison; false and nothing taken where there is none. */
    boolean operand() {
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

    boolean single() {
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
    boolean name() {
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
    boolean bracket() {
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

    static boolean isConstant(char type) {
        return type == SqlTokens.NUMBER
                || type == SqlTokens.STRING
                || type == SqlTokens.OPEN_STRING
                || type == SqlTokens.CONSTANT;
    }

    boolean cases() {
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

    boolean caseFollows() {
        for (int i = at + 1; i < at + 12; i++) {
            if (tokens.is(i, "when")) {
                return true;
            }
        }
        return false;
    }
}
