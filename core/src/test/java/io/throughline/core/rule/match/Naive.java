package io.throughline.core.rule.match;

import io.throughline.core.rule.Check;
import io.throughline.core.rule.Expression;
import io.throughline.core.rule.Glob;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says slowly and plainly what an expression means, over a map of fields: what the engine is compared with. It shares nothing with it
 * but the expression, and uses the JDK's regular expressions.
 */
final class Naive {
    private Naive() {}

    static boolean holds(Expression expression, Map<String, String> event) {
        return switch (expression) {
            case Expression.And and -> and.parts().stream().allMatch(part -> holds(part, event));
            case Expression.Or or -> or.parts().stream().anyMatch(part -> holds(part, event));
            case Expression.AtLeast some ->
                some.parts().stream().filter(part -> holds(part, event)).count() >= some.count();
            case Expression.Not not -> !holds(not.part(), event);
            case Expression.Test test
            when test.field().equals(Expression.Test.ANYWHERE) ->
                event.values().stream().anyMatch(value -> passes(test.check(), value, event));
            case Expression.Test test
            when !event.containsKey(test.field()) ->
                test.check() instanceof Check.Missing || test.check() instanceof Check.Empty;
            case Expression.Test test -> passes(test.check(), event.getOrDefault(test.field(), ""), event);
        };
    }

    private static boolean passes(Check check, String value, Map<String, String> event) {
        return switch (check) {
            case Check.Text text ->
                pattern(text.glob(), text.cased()).matcher(value).matches();
            case Check.Pattern pattern -> pattern(pattern).matcher(value).find();
            case Check.Network network -> inNetwork(network, value);
            case Check.Numeric number ->
                isNumber(value) && number.relation().holds(Double.parseDouble(value), number.operand());
            case Check.TimePart part -> part.relation().holds(part(part.unit(), value), part.operand());
            case Check.Exists exists -> true;
            case Check.Missing missing -> false;
            case Check.Empty empty -> value.isEmpty();
            case Check.Every every ->
                every.allowed().stream()
                        .anyMatch(glob ->
                                pattern(glob, every.cased()).matcher(value).matches());
            case Check.OtherField other -> compares(other, value, event.get(other.field()));
        };
    }

    static Pattern pattern(Glob glob, boolean cased) {
        StringBuilder regex = new StringBuilder(glob.openStart() ? ".*" : "");
        for (int i = 0; i < glob.pieces().size(); i++) {
            regex.append(i > 0 ? ".*" : "");
            for (char c : glob.pieces().get(i).toCharArray()) {
                regex.append(c == Glob.ANY_ONE ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        regex.append(glob.openEnd() ? ".*" : "");
        return Pattern.compile(
                regex.toString(), Pattern.DOTALL | (cased ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    private static Pattern pattern(Check.Pattern pattern) {
        return Pattern.compile(
                pattern.regex(),
                (pattern.ignoreCase() ? Pattern.CASE_INSENSITIVE : 0)
                        | (pattern.multiLine() ? Pattern.MULTILINE : 0)
                        | (pattern.dotAll() ? Pattern.DOTALL : 0));
    }

    private static boolean inNetwork(Check.Network network, String value) {
        if (!value.matches("[0-9a-fA-F:.]+")
                || (value.indexOf(':') < 0 && !value.matches("\\d+\\.\\d+\\.\\d+\\.\\d+"))) {
            return false;
        }
        try {
            byte[] address = InetAddress.getByName(value).getAddress();
            BigInteger number = new BigInteger(1, address);
            if (address.length == 4) {
                number = number.or(BigInteger.valueOf(0xFFFF).shiftLeft(32));
            }
            BigInteger wanted = unsigned(network.cidr().high())
                    .shiftLeft(64)
                    .or(unsigned(network.cidr().low()));
            int shift = 128 - network.cidr().bits();
            return number.shiftRight(shift).equals(wanted.shiftRight(shift));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    private static boolean isNumber(String value) {
        return value.matches("-?\\d{1,20}(\\.\\d{1,8})?");
    }

    private static int part(Check.Unit unit, String value) {
        LocalDateTime time = OffsetDateTime.parse(value).toLocalDateTime();
        return switch (unit) {
            case MINUTE -> time.getMinute();
            case HOUR -> time.getHour();
            case DAY -> time.getDayOfMonth();
            case WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTH -> time.getMonthValue();
            case YEAR -> time.getYear();
        };
    }

    private static boolean compares(Check.OtherField check, String value, @Nullable String other) {
        if (other == null) {
            return false;
        }
        String one = check.cased() ? value : value.toLowerCase(Locale.ROOT);
        String two = check.cased() ? other : other.toLowerCase(Locale.ROOT);
        return switch (check.place()) {
            case WHOLE -> one.equals(two);
            case START -> one.startsWith(two);
            case END -> one.endsWith(two);
            case ANYWHERE -> one.contains(two);
        };
    }
}
