package io.throughline.core.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplatesTest {
    private final MessageTemplates templates = new MessageTemplates();

    private String of(String message) {
        return templates.of(message).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "Order 4711 paid => Order <*> paid",
                "took 3.5 s, 12 KB => took <*>",
                "took 350ms => took <*>",
                "user 27c37afa-2071-46f7-b296-5e05f438e66f left => user <*> left",
                "from 10.0.0.7:5000 to fe80::1 => from <*> to <*>",
                "at 2023-01-29 15:38:06,123 CET => at <*>",
                "at Sat May 04 08:15:00 CST 2013 => at <*>",
                "read /var/lib/data/x.db again => read <*> again",
                "GET https://shop.example/orders?x=1 failed => GET <*> failed",
                "no \"blue shoes\" found => no <*> found",
                "can't find 'blue shoes' => can't find <*>",
                "Seat(from=Shang Hai, to=Su Zhou, n=3) => Seat(from=<*>, to=<*>, n=<*>)",
                "uid=0 logname= tty=ssh => uid=<*> logname=<*> tty=<*>",
                "[username: fdse_microservice] => [username: <*>]",
                "Types: [DongCheOne, GaoTieOne] left => Types: <*> left",
                "[query][Query done] => [query][Query done]",
                "{\"id\":1,\"name\":\"blue, \\\"shoes\",\"ok\":true} => {\"id\":<*>,\"name\":<*>,\"ok\":<*>}",
                "level=info msg=\"Server started\" port=8080 => level=info msg=\"Server started\" port=<*>",
                "java.io.IOException: Connection refused => java.io.IOException: Connection refused",
                "TypeError: x => TypeError: x",
                "Travel2Service on k8s says no. => Travel2Service on k8s says no.",
                "mail to jane@example.org sent => mail to <*> sent",
                "block blk_-1608999687919862906 gone => block <*> gone",
                "seat 3, 4, 5 => seat <*>",
                "deadbeefcafe in facade => <*> in facade",
                "calculate time：15 => calculate time：<*>",
                "'' => ''",
                "42 => <*>",
            })
    void replacesValuesAndKeepsWords(String message, String template) {
        assertThat(of(message)).isEqualTo(template);
    }

    @Test
    void isThatOfTheFirstLineOfATrace() {
        assertThat(of("\n boom: x failed\n\tat shop.Orders.pay(Orders.java:12)"))
                .isEqualTo("boom: x failed");
    }

    @Test
    void hasAnIdThatFollowsFromItsTextAlone() {
        MessageTemplate template = templates.of("Order 4711 paid");

        assertThat(template.id())
                .isEqualTo(new MessageTemplates().of("Order 1 paid").id())
                .isEqualTo(MessageTemplate.idOf("Order <*> paid"))
                .hasSize(16);
    }

    @Test
    void isTheSameWhetherItIsStillRememberedOrNot() {
        MessageTemplate before = templates.of("Order 4711 paid");
        for (int i = 0; i < 3 * MessageTemplates.PLACES; i++) {
            assertThat(of("filler " + letters(i))).isEqualTo("filler " + letters(i));
        }

        assertThat(templates.of("Order 1 paid")).isEqualTo(before);
        assertThat(templates.made()).isGreaterThan(3 * MessageTemplates.PLACES);
    }

    @Test
    void saysThatItWasCut() {
        assertThat(of("word and ".repeat(500)))
                .hasSizeLessThanOrEqualTo(MessageTemplate.MAX_CHARS)
                .endsWith(MessageTemplate.CUT);
        assertThat(of("[" + "1, ".repeat(2000) + "1]")).isEqualTo("[<*><...>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"", "'", "a=", "a:", "[", "a:[", "{\"", "(((a=(", "\\", "=", "é", "\uD83D\uDE00", "\uD83D", ":"
            })
    void endsInTimeOnALineOfAMegabyteOfOneThing(String thing) {
        String line = thing.repeat(1_000_000 / thing.length());
        long started = System.nanoTime();

        String template = of(line);

        assertThat(template).hasSizeLessThanOrEqualTo(MessageTemplate.MAX_CHARS);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void givesEveryTextAnAnswer() {
        Random random = new Random(7);
        String alphabet = "ab1 \"'=:[]{}(),;./\\-@\n\r\té\uD83D\uDE00<>*";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }

            assertThat(of(text.toString())).hasSizeLessThanOrEqualTo(MessageTemplate.MAX_CHARS);
        }
    }

    /** The number in letters, of which no digit remains. */
    private static String letters(int number) {
        StringBuilder letters = new StringBuilder("w");
        for (int rest = number; rest > 0; rest /= 10) {
            letters.append((char) ('g' + rest % 10));
        }
        return letters.toString();
    }
}
