package io.throughline.bench;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;

/** Single lines of the usual forms, that differ where real ones do: addresses, times, paths, ids, sizes. */
final class SampleLines {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String[] PAGES = {
        "/",
        "/style2.css",
        "/images/jordan-80.png",
        "/blog/tags/puppet?flav=rss20",
        "/projects/xdotool/",
        "/favicon.ico"
    };
    private static final String[] AGENTS = {
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "curl/8.14.1"
    };

    private SampleLines() {}

    /** {@code 83.149.9.216 - - [01/Mar/2026:10:00:03 +0000] "GET / HTTP/1.1" 200 612 "http://..." "Mozilla/5.0 ..."} */
    static String access(int number, Random random) {
        String time = START.plusSeconds(number / 20).toString().substring(11, 19);
        String path = random.nextInt(3) == 0
                ? "/orders/" + random.nextInt(100_000) + "/items"
                : PAGES[random.nextInt(PAGES.length)];
        String referrer = random.nextInt(3) == 0 ? "-" : "http://shop.example" + PAGES[random.nextInt(PAGES.length)];
        return (1 + random.nextInt(220)) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                + random.nextInt(256) + " - - [01/Mar/2026:" + time + " +0000] \"GET " + path + " HTTP/1.1\" "
                + (random.nextInt(20) == 0 ? 404 : 200) + " " + random.nextInt(300_000) + " \"" + referrer + "\" \""
                + AGENTS[random.nextInt(AGENTS.length)] + "\"";
    }

    /** A hop record, see docs/hops.md. */
    static String hop(int number, Random random) {
        int service = random.nextInt(30);
        return "{\"id\":\"h%06d\",\"vantage\":\"inbound\",\"service\":\"svc-%d\",\"instance\":\"svc-%d-5c66d57d58-6mp2b\",\"operation\":\"GET /api/v1/svc%d\",\"start_us\":%d,\"duration_us\":%d}"
                .formatted(
                        number,
                        service,
                        service,
                        service,
                        START.toEpochMilli() * 1000 + number * 1700L,
                        random.nextInt(90_000));
    }

    /** What an application writes through Elastic's encoder for Logback. */
    static String application(int number, Random random) {
        byte[] id = new byte[24];
        random.nextBytes(id);
        String hex = HexFormat.of().formatHex(id);
        return "{\"@timestamp\":\"" + START.plusMillis(number * 7L + 1)
                + "\",\"log.level\":\"INFO\",\"message\":\"order " + random.nextInt(100_000)
                + " placed by customer " + random.nextInt(10_000)
                + "\",\"ecs.version\":\"1.2.0\",\"service.name\":\"orders\",\"event.dataset\":\"orders\",\"process.thread.name\":\"http-nio-8080-exec-"
                + random.nextInt(20) + "\",\"log.logger\":\"shop.orders.Orders\",\"trace.id\":\"" + hex.substring(0, 32)
                + "\",\"span.id\":\"" + hex.substring(32) + "\"}";
    }
}
