package io.throughline.core.rule.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.rule.Samples;
import io.throughline.core.rule.TestRules;
import io.throughline.core.rule.sample.SampleEvents;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the specification says of values and of each modifier. */
class ModifierTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                // Values, wildcards and escapes.
                "f: abc; ABC; true",
                "f: abc; abcd; false",
                "f: 'prog?.exe'; progA.exe; true",
                "f: 'prog?.exe'; prog.exe; false",
                "f: 'anti*.exe'; antivirus_V21.2.1.exe; true",
                "f: 'a*b*c'; axxbxxc; true",
                "f: 'a*b*c'; axxcxxb; false",
                "f: '*'; anything; true",
                "f: 'a\\*b'; a*b; true",
                "f: 'a\\*b'; axb; false",
                "f: 'a\\?b'; a?b; true",
                "f: 'a\\b'; a\\b; true",
                "f: 'a\\\\b'; a\\b; true",
                "f: 'a\\\\*'; a\\xyz; true",
                "f: 'a\\\\*'; a*; false",
                "f: 'a\\\\\\*'; a\\*; true",
                "f: 'a\\\\\\\\b'; a\\\\b; true",
                "f: 4625; 4625; true",
                "f: 0x10; 16; true",
                "f: 1.5; 1.50; true",
                "f: [one, two]; two; true",
                "f: true; True; true",
                // Generic modifiers.
                "f|contains: bc; xABCx; true",
                "f|startswith: ab; abc; true",
                "f|startswith: bc; abc; false",
                "f|endswith: bc; abc; true",
                "f|endswith: ab; abc; false",
                "f|contains|all: [a, c]; abc; true",
                "f|contains|all: [a, d]; abc; false",
                "f|contains: 'a?c'; xxabcxx; true",
                "f|cased: Abc; Abc; true",
                "f|cased: Abc; abc; false",
                "f|contains|cased: B; abc; false",
                "f|exists: true; x; true",
                "f|exists: false; x; false",
                "f|neq: abc; abd; true",
                "f|neq: abc; ABC; false",
                "f|neq: [a, b]; b; false",
                "f|contains|neq: bc; abc; false",
                // Strings.
                "f|windash|contains: ' -enc'; `x /enc y`; true",
                "f|windash|contains: ' -enc'; `x \u2013enc y`; true",
                "f|windash|contains: ' -enc'; `x -enc y`; true",
                "f|windash|contains: ' -enc'; `x +enc y`; false",
                "f|windash|contains: 'a-b'; `a/b`; false",
                "f|base64: foobar; Zm9vYmFy; true",
                "f|base64|contains: foobar; xZm9vYmFyx; true",
                "f|base64offset|contains: foobar; Zm9vYmFy; true",
                "f|base64offset|contains: foobar; eGZvb2Jhcg==; true",
                "f|base64offset|contains: foobar; eHhmb29iYXI=; true",
                "f|base64offset|contains: foobar; Zm9vYmF6; false",
                "f|utf16le|base64offset|contains: cmd; YwBtAGQA; true",
                "f|wide|base64: cmd; YwBtAGQA; true",
                "f|utf16be|base64: cmd; AGMAbQBk; true",
                "f|utf16|base64: cmd; //5jAG0AZAA=; true",
                // Regular expressions.
                "f|re: 'b.d'; abcd; true",
                "f|re: 'B.d'; abcd; false",
                "f|re|i: 'B.d'; abcd; true",
                "f|re: '^bcd'; abcd; false",
                "f|re|m: '^b'; `a\nb`; true",
                "f|re: 'a.b'; `a\nb`; false",
                "f|re|s: 'a.b'; `a\nb`; true",
                "f|re|i|m|s: '^B.c'; `a\nb\nc`; true",
                // Numbers, times, addresses.
                "f|lt: 10; 9; true",
                "f|lt: 10; 10; false",
                "f|lte: 10; 10; true",
                "f|gt: 10; 10.5; true",
                "f|gt: 10; ten; false",
                "f|gte: 10; 10; true",
                "f|gte: -5; -4; true",
                "f|minute: 30; 2026-11-22T10:30:05Z; true",
                "f|hour: 10; 2026-11-22T10:30:05Z; true",
                "f|hour|gte: 22; 2026-11-22T10:30:05Z; false",
                "f|day: 22; 2026-11-22; true",
                "f|week: 47; 2026-11-22T10:30:05Z; true",
                "f|month: 11; 2026-11-22 10:30; true",
                "f|year: 2026; 2026-11-22T10:30:05+02:00; true",
                "f|year: 2026; someday; false",
                "f|cidr: 10.0.0.0/8; 10.255.1.2; true",
                "f|cidr: 10.0.0.0/8; 11.0.0.1; false",
                "f|cidr: 10.0.0.0/8; ::ffff:10.1.1.1; true",
                "f|cidr: [192.168.0.0/16, fe80::/10]; fe80::1234; true",
                "f|cidr: ::1/128; ::1; true",
                "f|cidr: 10.0.0.0/8; 10.0.0; false",
                // Others.
                "f|expand: '%Admins%'; root; true",
                "f|expand: '%Admins%'; adm_ann; true",
                "f|expand: '%Admins%'; ann; false",
                "f|expand|contains: 'x%Admins%y'; axrooty; true",
                "f|expand: '\\%Admins\\%'; %Admins%; true",
                "f: '%Admins%'; %Admins%; true",
            })
    void aValueMatchesAsTheSpecificationSays(String test, String value, boolean matches) {
        assertThat(TestRules.matches(TestRules.detection(test), Map.of("f", value)))
                .isEqualTo(matches);
    }

    @Test
    void fieldrefComparesTwoFields() {
        Map<String, String> same = Map.of("f", "Ann", "g", "ann");
        assertThat(TestRules.matches(TestRules.detection("f|fieldref: g"), same))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("f|fieldref|cased: g"), same))
                .isFalse();
        assertThat(TestRules.matches(TestRules.detection("f|fieldref|neq: g"), same))
                .isFalse();
        assertThat(TestRules.matches(TestRules.detection("f|fieldref|startswith: g"), Map.of("f", "annie", "g", "ann")))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("f|fieldref|endswith: g"), Map.of("f", "annie", "g", "NIE")))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("f|fieldref|contains: g"), Map.of("f", "annie", "g", "nni")))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("f|fieldref: g"), Map.of("x", "y")))
                .isFalse();
    }

    @Test
    void nullIsAMissingFieldAndAnEmptyTextIsNoText() {
        assertThat(TestRules.matches(TestRules.detection("f: null"), Map.of("g", "x")))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("f: null"), Map.of("f", "x")))
                .isFalse();
        assertThat(TestRules.matches(TestRules.detection("f:"), Map.of("g", "x")))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("f: ''"), Map.of("g", "x")))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("f: ''"), Map.of("f", "x")))
                .isFalse();
        assertThat(TestRules.matches(TestRules.detection("f: [null, x]"), Map.of("f", "x")))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("f|exists: false"), Map.of("g", "x")))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("f|neq: x"), Map.of("g", "x")))
                .isTrue();
    }

    @Test
    void anEmptyUserAgentIsOneThatWasSentAndNotADash() {
        String rule = """
                title: t
                logsource: {category: proxy}
                detection: {agent: {c-useragent: ''}, condition: agent}
                """;
        String line = "10.0.0.1 - - [22/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 5 \"-\"";

        assertThat(matchesLine(rule, line + " \"\"")).isTrue();
        assertThat(matchesLine(rule, line + " \"-\"")).isFalse();
        assertThat(matchesLine(rule, line + " \"curl/8.5.0\"")).isFalse();
        assertThat(matchesLine(rule, line.substring(0, line.length() - 4))).isFalse();
    }

    private static boolean matchesLine(String rule, String line) {
        return RuleSet.of(TestRules.good(rule).detections())
                        .matcher()
                        .match(new SampleEvents().event(new Samples.Given(line, Map.of())))
                > 0;
    }

    @Test
    void theLettersOfTurkishAreNoOthersInAnyLocale() {
        assertThat(TestRules.matches(TestRules.detection("f: TITLE"), Map.of("f", "title")))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("f: title"), Map.of("f", "t\u0131tle")))
                .isFalse();
        assertThat(TestRules.matches(TestRules.detection("f: title"), Map.of("f", "T\u0130TLE")))
                .isFalse();
        assertThat(TestRules.matches(
                        TestRules.detection("f: \u03a3\u0399\u03a3\u03a5\u03a6\u039f\u03a3"),
                        Map.of("f", "\u03c3\u03b9\u03c3\u03c5\u03c6\u03bf\u03c2")))
                .isTrue();
    }

    @Test
    void oneOfAListsElementsIsEnough() {
        Map<String, String> event = Map.of("related.ip", "10.0.0.1, 192.168.1.1");
        assertThat(TestRules.matches(TestRules.detection("related.ip: 192.168.1.1"), event))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("related.ip|cidr: 192.168.0.0/16"), event))
                .isTrue();
        assertThat(TestRules.matches(TestRules.detection("related.ip: 192.168.1"), event))
                .isFalse();
    }

    /** As {@code not} of one value that passes says nothing of the others. */
    @Test
    void everyAsksForEachValueOfAField() {
        String rule = TestRules.detection("related.ip|every: ['10.*', 192.168.1.1]");

        assertThat(TestRules.matches(rule, Map.of("related.ip", "10.0.0.1, 192.168.1.1")))
                .isTrue();
        assertThat(TestRules.matches(rule, Map.of("related.ip", "10.0.0.1"))).isTrue();
        assertThat(TestRules.matches(rule, Map.of("related.ip", "10.0.0.1, 203.0.113.7")))
                .isFalse();
        assertThat(TestRules.matches(rule, Map.of("message", "no address"))).isFalse();
        assertThat(TestRules.matches(rule.replace("every", "every|neq"), Map.of("related.ip", "10.0.0.1, 203.0.113.7")))
                .isTrue();
    }

    @Test
    void everyTakesNeitherPatternsNorEncodings() {
        assertThat(TestRules.problems(TestRules.detection("related.ip|every|re: a")))
                .containsExactly("rule.yml:7:5: every cannot be used with re");
        assertThat(TestRules.problems(TestRules.detection("related.ip|every|base64: a")))
                .containsExactly("rule.yml:7:5: every cannot be used with base64");
        assertThat(TestRules.problems(TestRules.detection("'|every': a"))).hasSize(1);
    }

    @Test
    void keywordsAreLookedForEverywhere() {
        String rule =
                "title: t\nlogsource: {category: application}\ndetection:\n  keywords:\n    - evil\n    - 'b?d*thing'\n  condition: keywords\n";
        assertThat(TestRules.matches(rule, Map.of("message", "an EVIL line"))).isTrue();
        assertThat(TestRules.matches(rule, Map.of("some.label", "the bad old thing")))
                .isTrue();
        assertThat(TestRules.matches(rule, Map.of("url.path", "/evil"))).isTrue();
        assertThat(TestRules.matches(rule, Map.of("message", "good"))).isFalse();
        String first = rule.replace("    - evil\n    - 'b?d*thing'\n", "    '|startswith': /evil\n");
        assertThat(TestRules.matches(first, Map.of("url.path", "/evil", "message", "GET /evil")))
                .isTrue();
        String all = rule.replace("    - evil\n    - 'b?d*thing'\n", "    '|all':\n      - evil\n      - thing\n");
        assertThat(TestRules.matches(all, Map.of("message", "evil thing"))).isTrue();
        assertThat(TestRules.matches(all, Map.of("message", "evil"))).isFalse();
        assertThat(TestRules.matches(
                        rule.replace("keywords:\n    - evil\n    - 'b?d*thing'\n", "keywords: evil\n"),
                        Map.of("message", "evil")))
                .isTrue();
    }
}
