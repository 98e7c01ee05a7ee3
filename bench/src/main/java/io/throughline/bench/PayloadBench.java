package io.throughline.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.throughline.core.model.RequestParts;
import io.throughline.core.payload.PayloadCheck;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What looking for attacks costs one thread on ordinary requests: paths with ids, queries of words, numbers and tokens, browsers' user agents and
 * referrers; and on requests of which each carries an attack. The best of several rounds by the thread's own clock.
 */
final class PayloadBench {
    static final int RECORDS = 200_000;

    private static final int ROUNDS = 12;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final String[] AGENTS = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "okhttp/4.12.0",
        "python-requests/2.32.3"
    };
    private static final String[] PATHS = {
        "/api/v1/orders/%d", "/products/%d/reviews", "/cart", "/account/profile", "/search", "/static/app.%x.js"
    };
    private static final String[] QUERIES = {
        "q=red+shoes&page=%d",
        "page=%d&size=20&sort=price",
        "from=2026-11-22&to=2026-11-23&id=%d",
        "token=%x%x&lang=en",
        "name=O%%27Brien&id=%d",
        ""
    };
    private static final String[] ATTACKS = {
        "id=%d%%27+or+1%%3D1--",
        "q=%%3Cscript%%3Ealert(%d)%%3C/script%%3E",
        "file=../../../etc/passwd&a=%d",
        "host=10.0.0.1;cat+/etc/passwd&n=%d"
    };

    private PayloadBench() {}

    static ObjectNode run(int records) {
        PayloadCheck check = new PayloadCheck();
        double[] ordinary = rate("ordinary requests", check, requests(records, QUERIES));
        double[] attacks = rate("attacks", check, requests(Math.min(records, 20_000), ATTACKS));
        return JsonNodeFactory.instance
                .objectNode()
                .put("benchmark", "payload")
                .put("ordinary_requests_per_second", Math.round(ordinary[0]))
                .put("ordinary_bytes_allocated", Math.round(ordinary[1]))
                .put("attacks_per_second", Math.round(attacks[0]))
                .put("attack_bytes_allocated", Math.round(attacks[1]));
    }

    private static List<RequestParts> requests(int records, String[] queries) {
        Random random = new Random(1);
        List<RequestParts> requests = new ArrayList<>(records);
        for (int i = 0; i < records; i++) {
            int number = random.nextInt(1_000_000);
            String query = queries[random.nextInt(queries.length)].formatted(number, random.nextLong());
            requests.add(new RequestParts(
                    PATHS[random.nextInt(PATHS.length)].formatted(number),
                    query.isEmpty() ? null : query,
                    Map.of(
                            "User-Agent",
                            AGENTS[random.nextInt(AGENTS.length)],
                            "Referer",
                            "https://shop.example.com/products/" + random.nextInt(500)),
                    null));
        }
        return requests;
    }

    /** Requests per second of the thread's own time, and bytes allocated for each. */
    private static double[] rate(String name, PayloadCheck check, List<RequestParts> requests) {
        long best = Long.MAX_VALUE;
        long allocated = 0;
        long found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            found = 0;
            long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
            long before = THREADS.getCurrentThreadCpuTime();
            for (RequestParts request : requests) {
                found += check.check(request).isEmpty() ? 0 : 1;
            }
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - before);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        }
        double perSecond = requests.size() * 1e9 / best;
        double bytes = (double) allocated / requests.size();
        System.out.printf(
                "%s: %,.0f a second, %.0f bytes allocated for each, %,d of %,d found%n",
                name, perSecond, bytes, found, requests.size());
        return new double[] {perSecond, bytes};
    }
}
