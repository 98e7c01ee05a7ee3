package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/** SQL injection, in the three places where a program may put a value: as a number, and within a string of either quote. */
final class SqlCheck implements Check {
    /** Quotes behind which SQL is looked for; an attack closes the first or, behind a harmless one, an early one. */
    private static final int MAX_QUOTES = 4;

    private final SqlGrammar grammar = new SqlGrammar();

    @Override
    public long needs() {
        return Traits.SQL_WORD | Traits.QUOTE | Traits.SEMICOLON | Traits.DASHES | Traits.STAR | Traits.HASH;
    }

    @Override
    public @Nullable Match look(Value value) {
        String text = value.text();
        if (value.has(Traits.SQL_WORD | Traits.DASHES | Traits.STAR | Traits.HASH | Traits.SEMICOLON)) {
            String found = grammar.asNumber(text);
            if (found != null) {
                return Match.of(PayloadKind.SQL_INJECTION, found);
            }
        }
        if (!value.has(Traits.QUOTE)) {
            return null;
        }
        String found = behind(text, '\'');
        found = found == null ? behind(text, '"') : found;
        return found == null ? null : Match.of(PayloadKind.SQL_INJECTION, found);
    }

    private @Nullable String behind(String text, char quote) {
        int at = text.indexOf(quote);
        for (int quotes = 0; at >= 0 && quotes < MAX_QUOTES; quotes++) {
            String found = grammar.behindQuote(text, at + 1);
            if (found != null) {
                return found;
            }
            at = text.indexOf(quote, at + 1);
        }
        return null;
    }
}
