package io.throughline.core.rule.match;

import io.throughline.core.rule.Check;
import io.throughline.core.rule.Cidr;
import io.throughline.core.rule.regex.Regex;
import io.throughline.core.rule.regex.RegexMatcher;
import java.util.List;

/** A check that was made ready; one per thread, as some have memory of their own. */
abstract sealed class ValueTest {
    abstract boolean holds(FieldValue value, MatchRun run);

    /** @param otherField the number of the field that the check compares with; any for checks that do not */
    static ValueTest of(Check check, int otherField, int maxTransitions) {
        return switch (check) {
            case Check.Text text -> new Each(new GlobOne(new GlobMatcher(text.glob(), text.cased())));
            case Check.Pattern pattern ->
                new Each(new PatternOne(new RegexMatcher(
                        Regex.compile(pattern.regex(), pattern.ignoreCase(), pattern.multiLine(), pattern.dotAll()),
                        maxTransitions)));
            case Check.Network network -> new Each(new NetworkOne(network.cidr(), new Cidr.Address()));
            case Check.Numeric number -> new Each(new NumberOne(number));
            case Check.TimePart part -> new Each(new TimeOne(part));
            case Check.Exists exists -> new Presence(true);
            case Check.Missing missing -> new Presence(false);
            case Check.Empty empty -> new Presence(false);
            case Check.OtherField other -> new Other(other, otherField);
            case Check.Every every -> new All(every);
        };
    }

    /** Of one value among those that a field has. */
    private sealed interface One {
        boolean holds(FieldValue value, int index);
    }

    private record GlobOne(GlobMatcher glob) implements One {
        @Override
        public boolean holds(FieldValue value, int index) {
            return glob.matches(value, index);
        }
    }

    private record PatternOne(RegexMatcher regex) implements One {
        @Override
        public boolean holds(FieldValue value, int index) {
            return regex.find(value.text(), value.start(index), value.end(index));
        }
    }

    private record NetworkOne(Cidr cidr, Cidr.Address address) implements One {
        @Override
        public boolean holds(FieldValue value, int index) {
            return address.parse(value.text(), value.start(index), value.end(index)) && cidr.contains(address);
        }
    }

    private record NumberOne(Check.Numeric number) implements One {
        @Override
        public boolean holds(FieldValue value, int index) {
            double parsed = Numbers.parse(value.text(), value.start(index), value.end(index));
            return !Double.isNaN(parsed) && number.relation().holds(parsed, number.operand());
        }
    }

    private record TimeOne(Check.TimePart part) implements One {
        @Override
        public boolean holds(FieldValue value, int index) {
            int found = TimeParts.of(part.unit(), value.text(), value.start(index), value.end(index));
            return found >= 0 && part.relation().holds(found, part.operand());
        }
    }

    private static final class Each extends ValueTest {
        private final One one;

        Each(One one) {
            this.one = one;
        }

        @Override
        boolean holds(FieldValue value, MatchRun run) {
            for (int i = 0; i < value.count(); i++) {
                if (one.holds(value, i)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A field with several values has its whole first, which is none of them. */
    private static final class All extends ValueTest {
        private final List<GlobOne> allowed;

        All(Check.Every every) {
            this.allowed = every.allowed().stream()
                    .map(glob -> new GlobOne(new GlobMatcher(glob, every.cased())))
                    .toList();
        }

        @Override
        boolean holds(FieldValue value, MatchRun run) {
            for (int i = value.count() > 1 ? 1 : 0; i < value.count(); i++) {
                if (!isAllowed(value, i)) {
                    return false;
                }
            }
            return value.count() > 0;
        }

        private boolean isAllowed(FieldValue value, int index) {
            for (GlobOne one : allowed) {
                if (one.holds(value, index)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final class Presence extends ValueTest {
        private final boolean wanted;

        Presence(boolean wanted) {
            this.wanted = wanted;
        }

        @Override
        boolean holds(FieldValue value, MatchRun run) {
            return (value.count() > 0) == wanted;
        }
    }

    /** Two fields without values are not equal: there is nothing to compare. */
    private static final class Other extends ValueTest {
        private final Check.OtherField check;
        private final int otherField;

        Other(Check.OtherField check, int otherField) {
            this.check = check;
            this.otherField = otherField;
        }

        @Override
        boolean holds(FieldValue value, MatchRun run) {
            FieldValue other = run.value(otherField);
            for (int i = 0; i < value.count(); i++) {
                for (int k = 0; k < other.count(); k++) {
                    if (compares(value, i, other, k)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean compares(FieldValue value, int index, FieldValue other, int otherIndex) {
            char[] text = check.cased() ? value.text() : value.folded();
            char[] piece = check.cased() ? other.text() : other.folded();
            int from = value.start(index);
            int to = value.end(index);
            int pieceFrom = other.start(otherIndex);
            int length = other.end(otherIndex) - pieceFrom;
            if (length > to - from) {
                return false;
            }
            return switch (check.place()) {
                case WHOLE -> length == to - from && isAt(text, from, piece, pieceFrom, length);
                case START -> isAt(text, from, piece, pieceFrom, length);
                case END -> isAt(text, to - length, piece, pieceFrom, length);
                // Linear, as the piece is made ready where it is used: rare, and never on the way of other rules.
                case ANYWHERE -> new PieceFinder(new String(piece, pieceFrom, length)).find(text, from, to) >= 0;
            };
        }

        private static boolean isAt(char[] text, int at, char[] piece, int from, int length) {
            for (int i = 0; i < length; i++) {
                if (text[at + i] != piece[from + i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
