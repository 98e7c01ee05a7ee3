package io.throughline.core.parse;

import com.sun.management.ThreadMXBean;
import io.throughline.core.model.Normalised;
import io.throughline.core.model.RawRecord;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Prints what one record of each usual form costs, in nanoseconds of one core and in bytes allocated: the best of several rounds, by
 * the thread's own clock, so that a busy machine disturbs it little. Run by hand: {@code java -cp ... io.throughline.core.parse.NormaliserSpeed [FORM...]}.
 */
public final class NormaliserSpeed {
    private static final int RECORDS = 10_000;
    private static final int ROUNDS = 60;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String JSON =
            "{\"@timestamp\":\"2026-11-22T10:00:00.%03dZ\",\"log.level\":\"INFO\",\"message\":\"order %d placed\","
                    + "\"ecs.version\":\"1.2.0\",\"service.name\":\"orders\",\"process.thread.name\":\"http-nio-8080-exec-3\","
                    + "\"log.logger\":\"shop.orders.Orders\",\"trace.id\":\"" + TRACE
                    + "\",\"span.id\":\"00f067aa0ba902b7\"}";
    private static final Map<String, String> FORMS = new TreeMap<>(Map.of(
            "docker+trainticket",
            Records.docker("18:00:00.%03d INFO  t.c.TravelController#115 TraceID: " + TRACE
                    + " SpanID: 00f067aa0ba902b7 [query][Query TripResponse %d]"),
            "json",
            JSON,
            "docker+json",
            Records.docker(JSON.replace("\"", "\\\"")),
            "fluent-bit+json",
            "{\"@timestamp\":1795341600.123456,\"stream\":\"stdout\",\"log\":\"" + JSON.replace("\"", "\\\"")
                    + "\\n\",\"kubernetes\":{\"pod_name\":\"orders-5b67c48447-mv5hb\",\"namespace_name\":\"shop\",\"host\":\"n1\","
                    + "\"docker_id\":\"" + TRACE + TRACE
                    + "\",\"container_name\":\"orders\",\"labels\":{\"app\":\"orders\"}}}",
            "nginx",
            "203.0.113.7 - anna [22/Nov/2026:11:00:00 +0100] \"GET /orders/10045?full=1 HTTP/1.1\" 200 612"
                    + " \"https://shop.example/\" \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\" 0.%03d %d",
            "docker+spring",
            Records.docker("2026-11-22T10:00:00.%03dZ  INFO 1 --- [orders] [nio-8080-exec-3] [" + TRACE
                    + "-00f067aa0ba902b7] c.shop.http.AccessLog                    : request completed span.kind=server"
                    + " method=GET path=/orders/%d status=200 duration_ms=12 client_ip=10.0.0.7 user=anna")));

    static {
        FORMS.put("nginx+traceparent", FORMS.get("nginx") + " \"" + GatewaySamples.TRACEPARENT + "\"");
        gateway("haproxy", GatewaySamples.HAPROXY_HTTP);
        gateway("haproxy+syslog", "<134>Nov 22 10:00:00 lb haproxy[7]: " + GatewaySamples.HAPROXY_HTTP);
        gateway("envoy", GatewaySamples.ENVOY);
        gateway("istio", GatewaySamples.ISTIO);
        gateway("istio-json", GatewaySamples.ISTIO_JSON);
        gateway("traefik", GatewaySamples.TRAEFIK);
        gateway("traefik-json", GatewaySamples.TRAEFIK_JSON);
        gateway("kong-json", GatewaySamples.KONG_JSON);
        gateway("caddy", GatewaySamples.CADDY);
        gateway("alb", GatewaySamples.ALB);
        gateway("apigateway-json", GatewaySamples.API_GATEWAY_JSON);
        gateway("gcp", GatewaySamples.GOOGLE);
        gateway("nginx-error", GatewaySamples.NGINX_ERROR);
        gateway("apache-error", GatewaySamples.APACHE_ERROR);
        gateway("k8s-audit", GatewaySamples.AUDIT);
        gateway("falco", GatewaySamples.FALCO);
        gateway("docker-event", GatewaySamples.DOCKER);
        gateway("jaeger", GatewaySamples.JAEGER);
        gateway("zipkin", GatewaySamples.ZIPKIN);
        gateway("otlp", GatewaySamples.OTLP);
    }

    private NormaliserSpeed() {}

    /** The same record again and again: only those above vary. */
    private static void gateway(String name, String sample) {
        FORMS.put(name, sample.replace("%", "%%"));
    }

    public static void main(String[] args) {
        Map<String, String> forms = new TreeMap<>(FORMS);
        forms.keySet().removeIf(name -> args.length > 0 && !Set.of(args).contains(name));
        forms.forEach(NormaliserSpeed::measure);
    }

    private static void measure(String name, String form) {
        List<RawRecord> records = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = String.format(Locale.ROOT, form, i % 1000, i).getBytes(StandardCharsets.UTF_8);
            bytes += value.length;
            records.add(new RawRecord("node1:1-2", bytes, value, Records.ORIGIN));
        }
        Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
        long best = Long.MAX_VALUE;
        long allocated = 0;
        long kept = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
            long before = THREADS.getCurrentThreadCpuTime();
            for (RawRecord record : records) {
                Normalised normalised = normaliser.normalise(record);
                kept += System.identityHashCode(normalised) & 1;
            }
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - before);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        }
        System.out.printf(
                Locale.ROOT,
                "%-20s %6d ns/record %6d B allocated/record %6d B/record %5d MB/s (%d)%n",
                name,
                best / RECORDS,
                allocated / RECORDS,
                bytes / RECORDS,
                bytes * 1000 / best,
                kept % 2);
    }
}
