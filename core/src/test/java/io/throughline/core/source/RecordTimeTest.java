package io.throughline.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTimeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"log\":\"a \\\"time\\\":\\\"x\\n\",\"stream\":\"stdout\",\"time\":\"2023-01-29T08:42:09.487160534Z\"} | 2023-01-29T08:42:09.487Z",
                "{\"@timestamp\":\"2023-01-29T08:42:09.5+02:00\",\"message\":\"m\"} | 2023-01-29T06:42:09.500Z",
                "{\"@timestamp\":1674981729.487160,\"log\":\"{\\\"time\\\":\\\"2020-01-01T00:00:00Z\\\"}\\n\",\"stream\":\"stdout\"} | 2023-01-29T08:42:09.487Z",
                "{\"log\":\"m\",\"kubernetes\":{\"host\":\"n\"},\"@timestamp\": 1674981729} | 2023-01-29T08:42:09Z",
                "{\"@timestamp\":\"2023-01-29T08:42:09.487160534Z\",\"log\":\"m\",\"kubernetes\":{\"host\":\"n\"}} | 2023-01-29T08:42:09.487Z",
                "{\"level\":\"info\",\"ts\":1674981729.25,\"msg\":\"m\"} | 2023-01-29T08:42:09.250Z",
                "{\"timestamp\": 1674981729487} | 2023-01-29T08:42:09.487Z",
                "{\"id\":1,\"start_us\":1674981729487123,\"duration_us\":5} | 2023-01-29T08:42:09.487Z",
                "{\"StartUTC\":\"2023-01-29T08:42:09.5Z\"} | 2023-01-29T08:42:09.500Z",
                "{\"startTimeUnixNano\":\"1674981729487123456\"} | 2023-01-29T08:42:09.487Z",
                "2023/01/29 08:42:09 [error] 7#7: text | 2023-01-29T08:42:09Z",
                "https 2023-01-29T08:42:09.487160Z app/shop/5 text | 2023-01-29T08:42:09.487Z",
                "[Sun Jan 29 08:42:09.487160 2023] [core:error] text | 2023-01-29T08:42:09.487Z",
                "[Sun Jan  1 08:42:09 2023] [error] text | 2023-01-01T08:42:09Z",
                "10.0.0.1:5 [29/Jan/2023:08:42:09.487] in out/1 text | 2023-01-29T08:42:09Z",
                "2023-01-29T08:42:09.487160534+08:00 stderr F text | 2023-01-29T00:42:09.487Z",
                "2023-01-29 08:42:09,487 INFO [main] text | 2023-01-29T08:42:09.487Z",
                "[2023-01-29 08:42:09] text | 2023-01-29T08:42:09Z",
                "10.0.0.1 - - [29/Jan/2023:08:42:09 +0800] \"GET / HTTP/1.1\" 200 1 | 2023-01-29T00:42:09Z",
            })
    void findsTheTime(String line, Instant time) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(RecordTime.peekMillis(bytes, 0, bytes.length)).isEqualTo(time.toEpochMilli());
    }

    @Test
    void findsTheTimeBehindALongLineAsVectorWritesIt() {
        byte[] bytes = ("{\"kubernetes\":{\"pod_name\":\"cart-1\"},\"message\":\"" + "m".repeat(10_000)
                        + "\",\"source_type\":\"kubernetes_logs\",\"timestamp\":\"2023-01-29T08:42:09.487160534Z\"}")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(RecordTime.peekMillis(bytes, 0, bytes.length))
                .isEqualTo(Instant.parse("2023-01-29T08:42:09.487Z").toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({
        "    at io.shop.Orders.place(Orders.java:17)",
        "2023-13-29T08:42:09Z",
        "{\"time\":\"noon\"}",
        "{\"ts\":12}",
        "99/Foo/2023",
        "short"
    })
    void saysWhereThereIsNone(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(RecordTime.peekMillis(bytes, 0, bytes.length)).isEqualTo(RecordTime.NONE);
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(11);
        byte[] alphabet = "{}[]\"time:tsJan/-+0123456789TZ., \n".getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[80];
        for (int round = 0; round < 200_000; round++) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
            }
            int from = random.nextInt(bytes.length);
            RecordTime.peekMillis(bytes, from, from + random.nextInt(bytes.length - from + 1));
        }
    }
}
