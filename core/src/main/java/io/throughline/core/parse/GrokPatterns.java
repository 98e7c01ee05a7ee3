package io.throughline.core.parse;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The names that grok patterns are made of, as Logstash's users know them, each with an expression of our own for a linear-time engine: no
 * look-around, no back-references. Those of whole lines name their values by the Elastic Common Schema. Source of the names: Logstash's
 * manual, "Grok filter plugin", and its list of core patterns.
 */
final class GrokPatterns {
    private static final String ALL = """
            INT [+-]?[0-9]+
            POSINT [1-9][0-9]*
            NONNEGINT [0-9]+
            NUMBER [+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)
            BASE10NUM %{NUMBER}
            BASE16NUM [+-]?(?:0x)?[0-9A-Fa-f]+
            BASE16FLOAT [+-]?(?:0x)?(?:[0-9A-Fa-f]+(?:\\.[0-9A-Fa-f]*)?|\\.[0-9A-Fa-f]+)
            WORD \\b[0-9A-Za-z_]+\\b
            NOTSPACE \\S+
            SPACE \\s*
            DATA .*?
            GREEDYDATA .*
            QUOTEDSTRING (?:"(?:\\\\.|[^\\\\"])*"|'(?:\\\\.|[^\\\\'])*'|`(?:\\\\.|[^\\\\`])*`)
            QS %{QUOTEDSTRING}
            UUID [0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}
            URN urn:[0-9A-Za-z][0-9A-Za-z-]{0,31}:[0-9A-Za-z()+,.:=@;$_!*'/?#%-]+
            USERNAME [a-zA-Z0-9._-]+
            USER %{USERNAME}
            EMAILLOCALPART [a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}
            EMAILADDRESS %{EMAILLOCALPART}@%{HOSTNAME}
            HTTPDUSER (?:%{EMAILADDRESS}|%{USER})
            CISCOMAC (?:[A-Fa-f0-9]{4}\\.){2}[A-Fa-f0-9]{4}
            WINDOWSMAC (?:[A-Fa-f0-9]{2}-){5}[A-Fa-f0-9]{2}
            COMMONMAC (?:[A-Fa-f0-9]{2}:){5}[A-Fa-f0-9]{2}
            MAC (?:%{CISCOMAC}|%{WINDOWSMAC}|%{COMMONMAC})
            IPV6 (?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f]{0,4})(?:%[0-9A-Za-z]+)?
            IPV4 (?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})
            IP (?:%{IPV6}|%{IPV4})
            HOSTNAME \\b[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62})(?:\\.[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}))*\\.?
            HOST %{HOSTNAME}
            IPORHOST (?:%{IP}|%{HOSTNAME})
            HOSTPORT %{IPORHOST}:%{POSINT}
            UNIXPATH (?:/[^\\s/]*)+
            WINPATH (?:[A-Za-z]:|\\\\)(?:\\\\[^\\\\?*]*)+
            PATH (?:%{UNIXPATH}|%{WINPATH})
            TTY /dev/(?:pts|tty[pq]?)[a-zA-Z0-9]*/?[0-9]*
            URIPROTO [A-Za-z][A-Za-z0-9+.-]+
            URIHOST %{IPORHOST}(?::%{POSINT})?
            URIPATH (?:/[A-Za-z0-9$.+!*'(){},~:;=@#%&_|-]*)+
            URIQUERY [A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\\[\\]<>-]*
            URIPARAM \\?%{URIQUERY}
            URIPATHPARAM %{URIPATH}(?:%{URIPARAM})?
            URI %{URIPROTO}://(?:%{USER}(?::[^@]*)?@)?(?:%{URIHOST})?(?:%{URIPATHPARAM})?
            MONTH \\b(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b
            MONTHNUM (?:0?[1-9]|1[0-2])
            MONTHNUM2 (?:0[1-9]|1[0-2])
            MONTHDAY (?:0[1-9]|[12][0-9]|3[01]|[1-9])
            DAY (?i:mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)
            YEAR (?:[0-9]{4}|[0-9]{2})
            HOUR (?:2[0-3]|[01]?[0-9])
            MINUTE [0-5][0-9]
            SECOND (?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?
            TIME %{HOUR}:%{MINUTE}:%{SECOND}
            DATE_US %{MONTHNUM}[/-]%{MONTHDAY}[/-]%{YEAR}
            DATE_EU %{MONTHDAY}[./-]%{MONTHNUM}[./-]%{YEAR}
            DATE (?:%{DATE_US}|%{DATE_EU})
            DATESTAMP %{DATE}[- ]%{TIME}
            TZ [A-Z]{3,4}
            ISO8601_TIMEZONE (?:Z|[+-]%{HOUR}(?::?%{MINUTE})?)
            ISO8601_SECOND %{SECOND}
            TIMESTAMP_ISO8601 %{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?\\s?(?:%{ISO8601_TIMEZONE})?
            DATESTAMP_RFC822 %{DAY} %{MONTH} %{MONTHDAY} %{YEAR} %{TIME} %{TZ}
            DATESTAMP_RFC2822 %{DAY}, %{MONTHDAY} %{MONTH} %{YEAR} %{TIME} %{ISO8601_TIMEZONE}
            DATESTAMP_OTHER %{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{TZ} %{YEAR}
            DATESTAMP_EVENTLOG [0-9]{14}
            SYSLOGTIMESTAMP %{MONTH} +%{MONTHDAY} %{TIME}
            HTTPDATE %{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} %{INT}
            HTTPDERROR_DATE %{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{YEAR}
            PROG [!-Z\\\\^-~]+
            SYSLOGPROG %{PROG:process.name}(?:\\[%{POSINT:process.pid}\\])?
            SYSLOGHOST %{IPORHOST}
            SYSLOGFACILITY <%{NONNEGINT:log.syslog.facility.code}\\.%{NONNEGINT:log.syslog.priority}>
            SYSLOGBASE %{SYSLOGTIMESTAMP:timestamp} (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:host.hostname} %{SYSLOGPROG}:
            LOGLEVEL (?i:alert|trace|debug|notice|info(?:rmation)?|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|severe|emerg(?:ency)?)
            JAVACLASS (?:[a-zA-Z$_][a-zA-Z$_0-9]*\\.)*[a-zA-Z$_][a-zA-Z$_0-9]*
            JAVAFILE [a-zA-Z$_0-9. -]+
            JAVAMETHOD (?:<(?:cl)?init>|[a-zA-Z$_][a-zA-Z$_0-9]*)
            JAVATHREAD [A-Z]{2}-Processor[0-9]+
            JAVALOGMESSAGE .*
            COMMONAPACHELOG %{IPORHOST:source.address} (?:-|%{HTTPDUSER:apache.access.user.identity}) (?:-|%{HTTPDUSER:user.name}) \\[%{HTTPDATE:timestamp}\\] "(?:%{WORD:http.request.method} %{NOTSPACE:url.original}(?: HTTP/%{NUMBER:http.version})?|%{DATA})" (?:-|%{INT:http.response.status_code}) (?:-|%{INT:http.response.body.bytes})
            COMBINEDAPACHELOG %{COMMONAPACHELOG} "(?:-|%{DATA:http.request.referrer})" "(?:-|%{DATA:user_agent.original})"
            HTTPD_COMMONLOG %{COMMONAPACHELOG}
            HTTPD_COMBINEDLOG %{COMBINEDAPACHELOG}
            """;

    private static final Map<String, String> BY_NAME = read();

    private GrokPatterns() {}

    /** Null where there is none of the name. */
    static @Nullable String named(String name) {
        return BY_NAME.get(name);
    }

    /** In their order. */
    static Iterable<String> names() {
        return new TreeMap<>(BY_NAME).keySet();
    }

    private static Map<String, String> read() {
        Map<String, String> byName = new TreeMap<>();
        for (String line : ALL.lines().toList()) {
            int blank = line.indexOf(' ');
            byName.put(line.substring(0, blank), line.substring(blank + 1));
        }
        return Map.copyOf(byName);
    }
}
