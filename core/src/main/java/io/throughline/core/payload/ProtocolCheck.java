package io.throughline.core.payload;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Line breaks with what the next program takes for a line of its own: headers of an HTTP answer or of a mail, commands of SMTP, IMAP and POP3, lines of
 * a log; further filters of LDAP, external entities of XML, server-side includes, and GraphQL's questions for its own schema.
 */
final class ProtocolCheck implements Check {
    private static final Set<String> HEADERS = Words.of("""
            set-cookie location content-type content-length content-encoding transfer-encoding x-xss-protection refresh access-control-allow-origin
            host status http/1.0 http/1.1 http/2 x-forwarded-for x-forwarded-host header-test cookie link last-modified connection cache-control
            """);

    private static final Set<String> MAIL = Words.of(
            "to cc bcc from subject reply-to sender mime-version content-transfer-encoding content-disposition return-path");

    private static final Set<String> COMMANDS = Words.of("""
            ehlo helo mail rcpt data quit vrfy expn rset auth starttls help noop examine select fetch list lsub create retr top uidl dele apop
            user pass stat capability login logout store search append
            """);

    @Override
    public long needs() {
        return Traits.CONTROL | Traits.PAREN | Traits.LESS | Traits.UNDERSCORES | Traits.STAR | Traits.COLON;
    }

    @Override
    public @Nullable Match look(Value value) {
        String text = value.text();
        if (value.has(Traits.CONTROL) && value.part() != Value.Part.WHOLE_BODY) {
            Match found = lines(text);
            if (found != null) {
                return found;
            }
        }
        if (value.has(Traits.LESS)) {
            Match found = markup(text);
            if (found != null) {
                return found;
            }
        }
        if (value.has(Traits.PAREN | Traits.STAR | Traits.COLON)) {
            String filter = filter(text);
            if (filter != null) {
                return Match.of(PayloadKind.LDAP_INJECTION, filter);
            }
        }
        boolean schema = value.has(Traits.UNDERSCORES) && (text.contains("__schema") || text.contains("__type"));
        return schema && text.indexOf('{') >= 0
                ? Match.of(PayloadKind.GRAPHQL_INTROSPECTION, "asks GraphQL for its own schema")
                : null;
    }

    private static @Nullable Match lines(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && c != '\r') {
                continue;
            }
            int from = Find.blanks(text, i);
            int end = from;
            while (end < text.length()
                    && end < from + 40
                    && (Find.isName(text.charAt(end)) || "-/.".indexOf(text.charAt(end)) >= 0)) {
                end++;
            }
            String word = Words.lower(text.substring(from, end));
            char behind = end < text.length() ? text.charAt(end) : 0;
            if (HEADERS.contains(word) && (behind == ':' || word.startsWith("http/"))) {
                return Match.of(PayloadKind.LINE_BREAK, "adds a header to an answer by a line break");
            }
            if (MAIL.contains(word) && behind == ':') {
                return Match.of(PayloadKind.MAIL_INJECTION, "adds a header to a mail by a line break");
            }
            Match command = command(text, word, from, end, i);
            if (command != null) {
                return command;
            }
            i = Math.max(i, end - 1);
        }
        return null;
    }

    /** A command of a mail server, also behind IMAP's tag ({@code a001}). */
    private static @Nullable Match command(String text, String word, int from, int end, int lineBreak) {
        boolean upper = from < text.length() && Character.isUpperCase(text.charAt(from));
        boolean whole = upper && end > from + 1 && Character.isUpperCase(text.charAt(from + 1));
        boolean first = lineBreak < 2;
        boolean tagged = word.length() > 1
                && word.length() < 8
                && Find.isDigit(word.charAt(word.length() - 1))
                && !Find.isDigit(word.charAt(0));
        if (tagged) {
            int next = Find.blanks(text, end);
            int stop = Find.name(text, next);
            boolean known = COMMANDS.contains(Words.lower(text.substring(next, stop)));
            return known
                            && stop > next + 1
                            && Character.isUpperCase(text.charAt(next))
                            && Character.isUpperCase(text.charAt(next + 1))
                    ? Match.of(PayloadKind.MAIL_INJECTION, "adds a command to a mail server's by a line break")
                    : null;
        }
        boolean command = COMMANDS.contains(word)
                && (whole
                        || (first
                                && end < text.length()
                                && text.charAt(end) == ' '
                                && Find.isDigit(text.charAt(Math.min(text.length() - 1, end + 1)))));
        return command
                ? Match.of(PayloadKind.MAIL_INJECTION, "adds a command to a mail server's by a line break")
                : null;
    }

    private static @Nullable Match markup(String text) {
        int at = text.indexOf("<!");
        for (int tries = 0; at >= 0 && tries < 200; tries++) {
            if (text.startsWith("<!--#", at) && at + 5 < text.length() && Packed.isLetter(text.charAt(at + 5))) {
                return Match.of(PayloadKind.SERVER_SIDE_INCLUDE, "holds a server-side include");
            }
            if ((text.regionMatches(true, at, "<!DOCTYPE", 0, 9) && external(text, at))
                    || text.regionMatches(true, at, "<!ENTITY", 0, 8)) {
                return Match.of(PayloadKind.EXTERNAL_ENTITY, "declares what an XML parser is to read from elsewhere");
            }
            at = text.indexOf("<!", at + 2);
        }
        boolean include = (text.contains("xi:include") || (text.contains(":include ") && text.contains("namespace=")))
                && text.indexOf('<') >= 0;
        boolean schema = text.contains("schemaLocation=\"http") && text.indexOf('<') >= 0;
        return include || schema
                ? Match.of(PayloadKind.EXTERNAL_ENTITY, "makes an XML parser read from elsewhere")
                : null;
    }

    private static boolean external(String text, int at) {
        String head = text.substring(at, Math.min(text.length(), at + 400));
        return (head.contains("SYSTEM") || head.contains("PUBLIC") || head.contains("ENTITY"))
                && !head.contains("//W3C//DTD")
                && !head.regionMatches(true, 9, " html>", 0, 6);
    }

    /** A filter that closes the program's and opens another: {@code *)(uid=*))(|(uid=*}. */
    private static @Nullable String filter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != ')') {
                continue;
            }
            int open = Find.blanks(text, i + 1);
            if (open >= text.length() || text.charAt(open) != '(') {
                continue;
            }
            int in = Find.blanks(text, open + 1);
            char sign = in < text.length() ? text.charAt(in) : 0;
            if (sign == '|' || sign == '&' || sign == '!') {
                return in + 1 < text.length()
                                && (text.charAt(in + 1) == '('
                                        || text.charAt(in + 1) == ')'
                                        || Find.isName(text.charAt(in + 1)))
                        ? "closes a filter of a directory and adds another"
                        : null;
            }
            int end = in;
            while (end < text.length() && end < in + 40 && (Find.isName(text.charAt(end)) || text.charAt(end) == '-')) {
                end++;
            }
            boolean condition = end > in
                    && end < text.length()
                    && (text.charAt(end) == '=' || text.startsWith("~=", end) || text.startsWith(">=", end))
                    && !text.startsWith("==", end);
            if (condition) {
                return "closes a filter of a directory and adds a condition";
            }
        }
        int matching = text.indexOf(":=");
        boolean rule = matching > 6
                && Find.isDigit(text.charAt(matching - 1))
                && text.charAt(text.lastIndexOf(':', matching - 1) + 1) == '2';
        if (rule || text.startsWith("*(|(") || text.startsWith("*(&(")) {
            return "is a filter of a directory";
        }
        boolean star = text.startsWith("*)") && (text.length() == 2 || "(&|\0%)".indexOf(text.charAt(2)) >= 0);
        return star || text.startsWith("(&(") || text.startsWith("(|(") || text.contains(")(&)")
                ? "is a filter of a directory"
                : null;
    }
}
