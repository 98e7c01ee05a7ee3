package io.throughline.core.parse;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Records of every form that is known, with the values that real ones have, for tests. */
final class GatewaySamples {
    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    static final String SPAN = "00f067aa0ba902b7";
    static final String TRACEPARENT = "00-" + TRACE + "-" + SPAN + "-01";
    static final String UUID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef";

    static final String HAPROXY_HTTP =
            "203.0.113.7:38862 [22/Nov/2026:10:00:00.726] incoming~ orders/orders-1 1/0/2/10/13 503 168"
                    + " - - SH-- 6/6/0/0/0 0/0 {shop.example|" + UUID + "} {} \"GET /orders/10045?full=1 HTTP/1.1\"";
    static final String HAPROXY_HTTPS = HAPROXY_HTTP + " 0/0/0/0/1 shop.example/TLSv1.3/TLS_AES_256_GCM_SHA384";
    static final String HAPROXY_TCP =
            "203.0.113.7:40962 [22/Nov/2026:10:00:00.285] postgres db/db-1 0/1/25 212 -- 1/1/0/0/0 0/0";

    static final String ENVOY = "[2026-11-22T10:00:00.123Z] \"GET /orders/10045?full=1 HTTP/1.1\" 503 UF 5 612 12 11"
            + " \"203.0.113.7\" \"curl/8.5\" \"" + UUID + "\" \"shop.example\" \"10.0.0.9:8080\"";
    static final String ISTIO_OLD =
            "[2026-11-22T10:00:00.123Z] \"GET /orders/10045 HTTP/1.1\" 200 - \"-\" \"-\" 0 612 12 11 \"-\" \"curl/8.5\" \""
                    + UUID + "\" \"reviews:9080\" \"10.0.0.9:9080\""
                    + " outbound|9080|v1|reviews.shop.svc.cluster.local 10.0.0.5:50300 10.96.0.7:9080 10.0.0.5:40000 - default";
    static final String ISTIO =
            "[2026-11-22T10:00:00.123Z] \"GET /orders/10045 HTTP/1.1\" 200 - via_upstream - \"-\" 0 612 12 11 \"-\" \"curl/8.5\" \""
                    + UUID + "\" \"reviews:9080\" \"10.0.0.9:9080\""
                    + " inbound|9080|| 127.0.0.6:44555 10.0.0.9:9080 10.0.0.5:50300 outbound_.9080_._.reviews.shop default";
    static final String ISTIO_GATEWAY =
            "[2026-11-22T10:00:00.123Z] \"GET /orders/10045 HTTP/2\" 200 - via_upstream - \"-\" 0 612 12 11 \"203.0.113.7,10.1.0.1\""
                    + " \"curl/8.5\" \"" + UUID + "\" \"shop.example\" \"10.0.0.9:9080\""
                    + " outbound|9080||orders.shop.svc.cluster.local 10.0.0.5:50300 10.0.0.5:8443 10.1.0.1:40000 shop.example -";
    static final String ISTIO_JSON =
            "{\"authority\":\"reviews:9080\",\"bytes_received\":0,\"bytes_sent\":612,\"duration\":12,"
                    + "\"method\":\"GET\",\"path\":\"/orders/10045?full=1\",\"protocol\":\"HTTP/1.1\",\"request_id\":\""
                    + UUID
                    + "\",\"response_code\":503,\"response_code_details\":\"via_upstream\",\"response_flags\":\"UF\","
                    + "\"start_time\":\"2026-11-22T10:00:00.123Z\",\"upstream_cluster\":\"outbound|9080||reviews.shop.svc.cluster.local\","
                    + "\"upstream_host\":\"10.0.0.9:9080\",\"upstream_local_address\":\"10.0.0.5:50300\","
                    + "\"downstream_local_address\":\"10.96.0.7:9080\",\"downstream_remote_address\":\"10.0.0.5:40000\","
                    + "\"upstream_service_time\":\"11\",\"user_agent\":\"curl/8.5\",\"x_forwarded_for\":null,\"route_name\":\"default\"}";

    static final String TRAEFIK =
            "203.0.113.7 - anna [22/Nov/2026:10:00:00 +0000] \"GET /orders/10045?full=1 HTTP/1.1\" 503 612"
                    + " \"https://shop.example/\" \"curl/8.5\" 262 \"orders@docker\" \"http://10.0.0.9:8080\" 247ms";
    static final String TRAEFIK_JSON =
            "{\"ClientAddr\":\"203.0.113.7:53742\",\"ClientHost\":\"203.0.113.7\",\"ClientPort\":\"53742\",\"ClientUsername\":\"anna\","
                    + "\"DownstreamContentSize\":612,\"DownstreamStatus\":503,\"Duration\":247000000,\"OriginContentSize\":612,"
                    + "\"OriginDuration\":246000000,\"OriginStatus\":503,\"Overhead\":1000000,\"RequestAddr\":\"shop.example\","
                    + "\"RequestContentSize\":5,\"RequestCount\":262,\"RequestHost\":\"shop.example\",\"RequestMethod\":\"GET\","
                    + "\"RequestPath\":\"/orders/10045?full=1\",\"RequestPort\":\"-\",\"RequestProtocol\":\"HTTP/1.1\","
                    + "\"RequestScheme\":\"https\",\"RetryAttempts\":0,\"RouterName\":\"orders@docker\",\"ServiceAddr\":\"10.0.0.9:8080\","
                    + "\"ServiceName\":\"orders@docker\",\"ServiceURL\":\"http://10.0.0.9:8080\",\"StartLocal\":\"2026-11-22T11:00:00.1+01:00\","
                    + "\"StartUTC\":\"2026-11-22T10:00:00.1Z\",\"entryPointName\":\"websecure\",\"level\":\"info\",\"msg\":\"\","
                    + "\"request_User-Agent\":\"curl/8.5\",\"request_Authorization\":\"Basic YTpi\",\"time\":\"2026-11-22T10:00:00Z\"}";

    static final String KONG =
            "203.0.113.7 - anna [22/Nov/2026:10:00:00 +0000] \"GET /orders/10045?full=1 HTTP/1.1\" 503 612"
                    + " \"-\" \"curl/8.5\" kong_request_id: \"" + TRACE + "\"";
    static final String KONG_JSON = "{\"latencies\":{\"request\":515,\"kong\":58,\"proxy\":457,\"receive\":1},"
            + "\"service\":{\"host\":\"orders.shop.svc\",\"created_at\":1614232642,\"connect_timeout\":60000,\"id\":\"167290ee\","
            + "\"protocol\":\"http\",\"name\":\"orders\",\"port\":8080},"
            + "\"request\":{\"querystring\":{\"full\":\"1\"},\"size\":138,\"uri\":\"/orders/10045?full=1\","
            + "\"url\":\"https://shop.example:8443/orders/10045?full=1\",\"headers\":{\"host\":\"shop.example\",\"user-agent\":\"curl/8.5\","
            + "\"authorization\":\"Bearer secret\",\"x-request-id\":\"" + UUID + "\",\"traceparent\":\"" + TRACEPARENT
            + "\"},\"method\":\"GET\"},"
            + "\"tries\":[{\"balancer_latency\":0,\"port\":8080,\"balancer_start\":1795341600100,\"ip\":\"10.0.0.9\"}],"
            + "\"client_ip\":\"203.0.113.7\",\"workspace\":\"0\",\"upstream_uri\":\"/orders/10045?full=1\","
            + "\"response\":{\"headers\":{\"content-type\":\"text/html\",\"set-cookie\":\"a=b\"},\"status\":503,\"size\":934},"
            + "\"route\":{\"id\":\"b6f4\",\"name\":\"orders-route\",\"paths\":[\"/orders\"],\"service\":{\"id\":\"167290ee\"}},"
            + "\"consumer\":{\"username\":\"anna\",\"id\":\"1\"},\"started_at\":1795341600100}";

    static final String CADDY =
            "{\"level\":\"error\",\"ts\":1795341600.5241024,\"logger\":\"http.log.access.log0\",\"msg\":\"handled request\","
                    + "\"request\":{\"remote_ip\":\"10.1.0.1\",\"remote_port\":\"41342\",\"client_ip\":\"203.0.113.7\",\"proto\":\"HTTP/2.0\","
                    + "\"method\":\"GET\",\"host\":\"shop.example\",\"uri\":\"/orders/10045?full=1\",\"headers\":{\"User-Agent\":[\"curl/8.5\"],"
                    + "\"Accept\":[\"*/*\"],\"Cookie\":[\"a=b\"]},\"tls\":{\"resumed\":false,\"version\":772,\"server_name\":\"shop.example\"}},"
                    + "\"bytes_read\":5,\"user_id\":\"anna\",\"duration\":0.012,\"size\":612,\"status\":503,"
                    + "\"resp_headers\":{\"Server\":[\"Caddy\"],\"Content-Type\":[\"text/html\"]}}";

    static final String ALB =
            "https 2026-11-22T10:00:00.186641Z app/shop/50dc6c495c0c9188 203.0.113.7:2817 10.0.0.1:80 0.001 0.010 0.002 503 502 34 366"
                    + " \"GET https://shop.example:443/orders/10045?full=1 HTTP/1.1\" \"curl/8.5\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2"
                    + " arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/orders/73e2d6bc24d8a067"
                    + " \"Root=1-58337364-23a8c76965a2ef7629b185e3\" \"shop.example\" \"arn:aws:acm:us-east-2:123456789012:certificate/1\" 0"
                    + " 2026-11-22T10:00:00.173000Z \"forward\" \"-\" \"-\" \"10.0.0.1:80\" \"502\" \"-\" \"-\" TID_123";
    static final String ELB =
            "2026-11-22T10:00:00.945958Z shop 203.0.113.7:2817 10.0.0.1:80 0.000073 0.001048 0.000057 503 502 0 29"
                    + " \"GET http://shop.example:80/orders/10045 HTTP/1.1\" \"curl/8.5\" - -";
    static final String ELB_TCP =
            "2026-11-22T10:00:00.945958Z shop 203.0.113.7:2817 10.0.0.1:80 0.001069 0.000028 0.000041 - - 82 305 \"- - - \" \"-\" - -";

    static final String API_GATEWAY =
            "203.0.113.7 - anna [22/Nov/2026:10:00:00 +0000] \"GET /orders/{id} HTTP/1.1\" 503 612 " + UUID;
    static final String API_GATEWAY_JSON =
            "{\"requestId\":\"" + UUID + "\",\"ip\":\"203.0.113.7\",\"caller\":\"-\",\"user\":\"anna\","
                    + "\"requestTime\":\"22/Nov/2026:10:00:00 +0000\",\"httpMethod\":\"GET\",\"resourcePath\":\"/orders/{id}\",\"status\":\"503\","
                    + "\"protocol\":\"HTTP/1.1\",\"responseLength\":\"612\",\"responseLatency\":\"12\"}";
    static final String HTTP_API_JSON =
            "{\"requestId\":\"JKJaXmPLvHcESHA=\",\"ip\":\"203.0.113.7\",\"requestTime\":\"22/Nov/2026:10:00:00 +0000\","
                    + "\"httpMethod\":\"GET\",\"routeKey\":\"GET /orders/{id}\",\"path\":\"/orders/10045\",\"status\":\"503\",\"protocol\":\"HTTP/1.1\","
                    + "\"responseLength\":\"612\"}";

    static final String GOOGLE =
            "{\"httpRequest\":{\"latency\":\"0.012s\",\"remoteIp\":\"203.0.113.7\",\"requestMethod\":\"GET\","
                    + "\"requestSize\":\"85\",\"requestUrl\":\"https://shop.example/orders/10045?full=1\",\"responseSize\":\"612\","
                    + "\"serverIp\":\"10.0.0.9\",\"status\":503,\"userAgent\":\"curl/8.5\"},\"insertId\":\"1oek5rg\","
                    + "\"jsonPayload\":{\"@type\":\"type.googleapis.com/google.cloud.loadbalancing.type.LoadBalancerLogEntry\","
                    + "\"statusDetails\":\"response_sent_by_backend\"},\"logName\":\"projects/shop/logs/requests\","
                    + "\"receiveTimestamp\":\"2026-11-22T10:00:01.5Z\",\"resource\":{\"labels\":{\"backend_service_name\":\"orders\","
                    + "\"forwarding_rule_name\":\"web\",\"project_id\":\"shop\"},\"type\":\"http_load_balancer\"},\"severity\":\"WARNING\","
                    + "\"spanId\":\"" + SPAN
                    + "\",\"timestamp\":\"2026-11-22T10:00:00.123Z\",\"trace\":\"projects/shop/traces/" + TRACE + "\"}";

    static final String NGINX_ERROR =
            "2026/11/22 10:00:00 [crit] 54053#7: *12 connect() failed (111: Connection refused) while connecting to upstream,"
                    + " client: 203.0.113.7, server: shop, request: \"GET /orders/10045?full=1 HTTP/1.1\","
                    + " upstream: \"http://10.0.0.9:8080/orders/10045\", host: \"shop.example\"";
    static final String APACHE_ERROR =
            "[Sun Nov 22 10:00:00.902022 2026] [core:error] [pid 35708:tid 4328636416] [client 203.0.113.7:50502]"
                    + " AH00037: Symbolic link not allowed: /srv/a, referer: https://shop.example/";

    static final String AUDIT =
            "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"Request\",\"auditID\":\"ca1ed9f4-7bf4-4c85-81a8-1b11253d1ba6\","
                    + "\"stage\":\"ResponseComplete\",\"requestURI\":\"/api/v1/namespaces/shop/pods?dryRun=All\",\"verb\":\"create\","
                    + "\"user\":{\"username\":\"anna\",\"groups\":[\"system:masters\",\"system:authenticated\"]},\"sourceIPs\":[\"203.0.113.7\"],"
                    + "\"userAgent\":\"kubectl/v1.31\",\"objectRef\":{\"resource\":\"pods\",\"namespace\":\"shop\",\"name\":\"orders-1\",\"apiVersion\":\"v1\"},"
                    + "\"responseStatus\":{\"metadata\":{},\"code\":201},\"requestObject\":{\"kind\":\"Pod\",\"spec\":{\"hostNetwork\":true,"
                    + "\"containers\":[{\"image\":\"a:1\",\"env\":[{\"name\":\"KEY\",\"value\":\"secret\"}],\"securityContext\":{\"privileged\":true}},"
                    + "{\"image\":\"b:1\"}],\"volumes\":[{\"hostPath\":{\"path\":\"/etc\"}}]}},"
                    + "\"requestReceivedTimestamp\":\"2026-11-22T10:00:00.100000Z\",\"stageTimestamp\":\"2026-11-22T10:00:00.125000Z\","
                    + "\"annotations\":{\"authorization.k8s.io/decision\":\"allow\"}}";
    static final String FALCO =
            "{\"hostname\":\"node7\",\"output\":\"10:00:00.1: Warning A shell was spawned\",\"output_fields\":{\"container.id\":\"3ad7b26ded6d\","
                    + "\"container.image.repository\":\"shop/orders\",\"container.image.tag\":\"1\",\"evt.time\":1795341600100000000,"
                    + "\"k8s.ns.name\":\"shop\",\"k8s.pod.name\":\"orders-7d9c6b5f4-x2x9z\",\"proc.cmdline\":\"bash -i\",\"proc.name\":\"bash\","
                    + "\"user.name\":\"root\"},\"priority\":\"Warning\",\"rule\":\"Terminal shell in container\",\"source\":\"syscall\","
                    + "\"tags\":[\"container\",\"shell\"],\"time\":\"2026-11-22T10:00:00.1Z\"}";
    static final String DOCKER =
            "{\"status\":\"exec_start: sh -c id\",\"id\":\"ede54ee1afda\",\"from\":\"shop/orders:1\",\"Type\":\"container\","
                    + "\"Action\":\"exec_start: sh -c id\",\"Actor\":{\"ID\":\"ede54ee1afda\",\"Attributes\":{\"image\":\"shop/orders:1\","
                    + "\"name\":\"orders-1\",\"execID\":\"17\"}},\"scope\":\"local\",\"time\":1795341600,\"timeNano\":1795341600100000000}";

    static final String JAEGER = "{\"traceID\":\"" + TRACE + "\",\"spanID\":\"" + SPAN
            + "\",\"flags\":1,\"operationName\":\"GET /orders/{id}\","
            + "\"references\":[{\"refType\":\"CHILD_OF\",\"traceID\":\"" + TRACE
            + "\",\"spanID\":\"95b8f374e549297f\"}],"
            + "\"startTime\":1795341600100000,\"startTimeMillis\":1795341600100,\"duration\":12000,"
            + "\"tags\":[{\"key\":\"span.kind\",\"type\":\"string\",\"value\":\"server\"},{\"key\":\"http.method\",\"type\":\"string\",\"value\":\"GET\"},"
            + "{\"key\":\"http.target\",\"type\":\"string\",\"value\":\"/orders/10045\"},{\"key\":\"http.status_code\",\"type\":\"int64\",\"value\":503},"
            + "{\"key\":\"error\",\"type\":\"bool\",\"value\":true}],\"logs\":[],"
            + "\"process\":{\"serviceName\":\"orders\",\"tags\":[{\"key\":\"hostname\",\"type\":\"string\",\"value\":\"node7\"}]}}";
    static final String JAEGER_KAFKA =
            "{\"traceId\":\"S/kvNXezTaajzpKdDg5HNg==\",\"spanId\":\"APBnqgupArc=\",\"operationName\":\"GET /orders/{id}\","
                    + "\"references\":[],\"startTime\":\"2026-11-22T10:00:00.100Z\",\"duration\":\"0.012s\","
                    + "\"tags\":[{\"key\":\"span.kind\",\"vStr\":\"client\"},{\"key\":\"peer.service\",\"vStr\":\"stock\"},"
                    + "{\"key\":\"http.status_code\",\"vType\":\"INT64\",\"vInt64\":\"503\"}],\"process\":{\"serviceName\":\"orders\"}}";
    static final String ZIPKIN = "{\"id\":\"" + SPAN + "\",\"traceId\":\"" + TRACE
            + "\",\"parentId\":\"95b8f374e549297f\",\"name\":\"get /orders/{id}\","
            + "\"kind\":\"SERVER\",\"timestamp\":1795341600100000,\"duration\":12000,"
            + "\"localEndpoint\":{\"serviceName\":\"orders\",\"ipv4\":\"10.0.0.9\",\"port\":8080},"
            + "\"remoteEndpoint\":{\"serviceName\":\"gateway\",\"ipv4\":\"203.0.113.7\"},"
            + "\"tags\":{\"http.method\":\"GET\",\"http.path\":\"/orders/10045\",\"http.status_code\":\"503\"}}";
    static final String OTLP_SPAN = "{\"traceId\":\"" + TRACE + "\",\"spanId\":\"" + SPAN
            + "\",\"parentSpanId\":\"95b8f374e549297f\",\"name\":\"GET /orders/{id}\",\"kind\":2,"
            + "\"startTimeUnixNano\":\"1795341600100000000\",\"endTimeUnixNano\":\"1795341600112000000\","
            + "\"attributes\":[{\"key\":\"http.request.method\",\"value\":{\"stringValue\":\"GET\"}},"
            + "{\"key\":\"url.path\",\"value\":{\"stringValue\":\"/orders/10045\"}},"
            + "{\"key\":\"client.address\",\"value\":{\"stringValue\":\"203.0.113.7\"}},"
            + "{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":\"503\"}}],\"status\":{\"code\":2,\"message\":\"down\"}}";
    static final String OTLP = "{\"resourceSpans\":[{\"resource\":{\"attributes\":["
            + "{\"key\":\"service.name\",\"value\":{\"stringValue\":\"orders\"}},{\"key\":\"host.name\",\"value\":{\"stringValue\":\"node7\"}}]},"
            + "\"scopeSpans\":[{\"scope\":{\"name\":\"http\"},\"spans\":[" + OTLP_SPAN + "]}]}]}";

    static final String TRIVY =
            "{\"SchemaVersion\":2,\"Trivy\":{\"Version\":\"0.70.0\"},\"ReportID\":\"017b7d41-e09f-7000-80ea-000000000001\","
                    + "\"CreatedAt\":\"2026-11-22T10:00:00.123Z\",\"ArtifactID\":\"sha256:b\",\"ArtifactName\":\"shop/orders:1\","
                    + "\"ArtifactType\":\"container_image\",\"Metadata\":{\"Size\":117800000,\"OS\":{\"Family\":\"debian\",\"Name\":\"13.1\"},"
                    + "\"ImageID\":\"sha256:" + "b".repeat(64)
                    + "\",\"DiffIDs\":[\"sha256:d\"],\"RepoTags\":[\"shop/orders:1\"],"
                    + "\"RepoDigests\":[\"shop/orders@sha256:" + "a".repeat(64) + "\"],"
                    + "\"ImageConfig\":{\"architecture\":\"amd64\",\"created\":\"2026-01-01T00:00:00Z\","
                    + "\"config\":{\"Env\":[\"KEY=secret\"]}}},\"Results\":[{\"Target\":\"shop/orders:1 (debian 13.1)\",\"Class\":\"os-pkgs\","
                    + "\"Type\":\"debian\",\"Vulnerabilities\":[{\"VulnerabilityID\":\"CVE-2026-0001\",\"PkgName\":\"libc6\","
                    + "\"PkgIdentifier\":{\"PURL\":\"pkg:deb/debian/libc6\"},\"InstalledVersion\":\"2.41\",\"FixedVersion\":\"2.42\","
                    + "\"Status\":\"fixed\",\"Severity\":\"CRITICAL\",\"CVSS\":{\"nvd\":{\"V3Score\":9.8}},\"References\":[\"https://a.example\"]},"
                    + "{\"VulnerabilityID\":\"CVE-2026-0003\",\"PkgName\":\"bash\",\"Severity\":\"HIGH\"}]},"
                    + "{\"Target\":\"Java\",\"Class\":\"lang-pkgs\",\"Type\":\"jar\",\"Vulnerabilities\":[{\"VulnerabilityID\":\"CVE-2026-0002\","
                    + "\"PkgName\":\"a\",\"Severity\":\"CRITICAL\"},{\"VulnerabilityID\":\"GHSA-1\",\"PkgName\":\"b\",\"Severity\":\"UNKNOWN\"}]}]}";
    static final String TRIVY_OPERATOR =
            "{\"apiVersion\":\"aquasecurity.github.io/v1alpha1\",\"kind\":\"VulnerabilityReport\",\"metadata\":{\"name\":\"replicaset-orders\","
                    + "\"namespace\":\"shop\",\"uid\":\"7d41\"},\"report\":{\"artifact\":{\"digest\":\"sha256:"
                    + "b".repeat(64)
                    + "\",\"repository\":\"shop/orders\",\"tag\":\"1\"},\"os\":{\"family\":\"debian\",\"name\":\"13.1\"},"
                    + "\"registry\":{\"server\":\"registry.example\"},\"scanner\":{\"name\":\"Trivy\",\"vendor\":\"Aqua Security\",\"version\":\"0.70.0\"},"
                    + "\"summary\":{\"criticalCount\":1,\"highCount\":0},\"updateTimestamp\":\"2026-11-22T10:00:00Z\",\"vulnerabilities\":["
                    + "{\"vulnerabilityID\":\"CVE-2026-0001\",\"resource\":\"libc6\",\"installedVersion\":\"2.41\",\"fixedVersion\":\"\",\"severity\":\"CRITICAL\",\"links\":[]}]}}";
    static final String GRYPE =
            "{\"matches\":[{\"vulnerability\":{\"id\":\"GHSA-2\",\"dataSource\":\"https://a.example\",\"namespace\":\"github:language:java\","
                    + "\"severity\":\"Critical\",\"fix\":{\"versions\":[\"2\"],\"state\":\"fixed\"},\"advisories\":[]},"
                    + "\"relatedVulnerabilities\":[{\"id\":\"CVE-2026-0001\",\"severity\":\"High\"}],\"matchDetails\":[],"
                    + "\"artifact\":{\"id\":\"x\",\"name\":\"a\",\"version\":\"1\",\"type\":\"java-archive\"}},"
                    + "{\"vulnerability\":{\"id\":\"CVE-2005-2541\",\"severity\":\"Negligible\",\"fix\":{\"versions\":[],\"state\":\"not-fixed\"}},"
                    + "\"relatedVulnerabilities\":[],\"artifact\":{\"id\":\"y\",\"name\":\"tar\"}}],"
                    + "\"source\":{\"type\":\"image\",\"target\":{\"userInput\":\"shop/orders:1\",\"imageID\":\"sha256:"
                    + "b".repeat(64)
                    + "\",\"manifestDigest\":\"sha256:" + "c".repeat(64)
                    + "\",\"tags\":[\"shop/orders:1\"],\"repoDigests\":[\"shop/orders@sha256:"
                    + "a".repeat(64) + "\"]}},\"distro\":{\"name\":\"debian\",\"version\":\"13\",\"idLike\":[]},"
                    + "\"descriptor\":{\"name\":\"grype\",\"version\":\"0.99.0\",\"db\":{\"built\":\"2026-11-21T00:00:00Z\"},"
                    + "\"timestamp\":\"2026-11-22T11:00:00.5+01:00\"}}";

    private GatewaySamples() {}

    /** All of them, and of the forms that were there before. */
    static Map<Form, List<String>> all() {
        Map<Form, List<String>> samples = new EnumMap<>(Form.class);
        add(
                samples,
                Form.HAPROXY,
                HAPROXY_HTTP,
                HAPROXY_HTTPS,
                HAPROXY_TCP,
                "Nov 22 10:00:00 lb haproxy[32450]: " + HAPROXY_HTTP,
                "<134>Nov 22 10:00:00 haproxy[32450]: " + HAPROXY_HTTPS,
                "<134>1 2026-11-22T10:00:00.726Z lb haproxy 32450 - - " + HAPROXY_TCP,
                "2026-11-22T10:00:00.726+00:00 lb haproxy[7]: Connect from 203.0.113.7:40780 to 10.0.0.1:5000 (main/HTTP)");
        add(samples, Form.ENVOY, ENVOY, ISTIO_OLD, ISTIO, ISTIO_GATEWAY, ISTIO_JSON);
        add(samples, Form.TRAEFIK, TRAEFIK, TRAEFIK_JSON);
        add(samples, Form.KONG, KONG, KONG_JSON);
        add(samples, Form.CADDY, CADDY);
        add(samples, Form.AWS_ELB, ALB, ELB, ELB_TCP);
        add(samples, Form.AWS_API_GATEWAY, API_GATEWAY, API_GATEWAY_JSON, HTTP_API_JSON);
        add(samples, Form.GCP_LOAD_BALANCER, GOOGLE);
        add(samples, Form.NGINX_ERROR, NGINX_ERROR, "<187>Nov 22 10:00:00 web nginx: " + NGINX_ERROR);
        add(
                samples,
                Form.APACHE_ERROR,
                APACHE_ERROR,
                "[Sun Nov 22 10:00:00 2026] [notice] Apache/2.2.22 (Ubuntu) configured");
        add(
                samples,
                Form.KAFKA,
                "[2026-11-22 10:00:00,451] TRACE [Controller id=10] Checking leaders (kafka.controller.KafkaController)",
                "[2026-11-22 10:00:00,451] INFO Kafka version: 4.1.0 (org.apache.kafka.common.utils.AppInfoParser)",
                "[2026-11-22 10:00:00,451] WARN [sink|task-0] retrying (org.apache.kafka.connect.Worker:123)");
        add(samples, Form.KUBERNETES_AUDIT, AUDIT);
        add(samples, Form.FALCO, FALCO);
        add(samples, Form.DOCKER_EVENT, DOCKER);
        add(
                samples,
                Form.CONTAINER_STATE,
                "{\"throughline.container.state\":\"started\",\"@timestamp\":\"2026-11-22T10:00:00Z\",\"host.name\":\"node7\","
                        + "\"container.id\":\"ede54ee1afda\",\"container.name\":\"orders-1\",\"container.image.name\":\"shop/orders:1\"}");
        add(samples, Form.TRIVY, TRIVY, TRIVY_OPERATOR);
        add(samples, Form.GRYPE, GRYPE);
        add(samples, Form.JAEGER, JAEGER, JAEGER_KAFKA);
        add(samples, Form.ZIPKIN, ZIPKIN);
        add(samples, Form.OTLP, OTLP, OTLP_SPAN);
        add(
                samples,
                Form.ACCESS_LINE,
                "203.0.113.7 - anna [22/Nov/2026:11:00:00 +0100] \"GET /orders/10045?full=1 HTTP/1.1\" 503 612",
                "203.0.113.7 - - [22/Nov/2026:11:00:00 +0100] \"GET / HTTP/1.1\" 200 612 \"-\" \"curl/8.5\" 0.250 0.248",
                "<190>Nov 22 10:00:00 web nginx: 203.0.113.7 - - [22/Nov/2026:11:00:00 +0100] \"GET / HTTP/1.1\" 200 612 \"-\" \"curl\"",
                "[22/Nov/2026:10:00:00 +0000] 172.30.0.119 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 \"GET /stock HTTP/1.1\" 1375");
        add(
                samples,
                Form.HOP_RECORD,
                "{\"id\":\"h1\",\"vantage\":\"inbound\",\"start_us\":1795341600000000,\"duration_us\":12}");
        add(
                samples,
                Form.JSON,
                "{\"@timestamp\":\"2026-11-22T10:00:00.1Z\",\"log.level\":\"INFO\",\"message\":\"order placed\",\"trace.id\":\""
                        + TRACE + "\"}",
                "{\"time\":\"2026-11-22T10:00:00Z\",\"level\":\"info\",\"request\":{\"method\":\"GET\"},\"response\":{\"status\":200},\"rule\":\"a\"}",
                "{\"time\":\"2026-11-22T10:00:00Z\",\"status\":\"ok\",\"id\":\"1\",\"traceId\":\"" + TRACE
                        + "\",\"duration\":5,\"requestId\":\"7\"}");
        add(
                samples,
                Form.LOGFMT,
                "time=2026-11-22T10:00:00Z level=info msg=\"a b\" method=GET status=204 duration=5ms");
        add(
                samples,
                Form.LOGBACK,
                "2026-11-22T10:00:00.123Z  INFO 1 --- [orders] [exec-3] c.shop.Orders : order [7] \"placed\"",
                "2026-11-22 10:00:00,123 ERROR [main] c.shop.Orders - haproxy[1]: [x] down");
        add(
                samples,
                Form.TRAINTICKET,
                "2026-11-22 16:42:09.486 INFO  t.c.A#1 TraceID: " + TRACE + " SpanID: " + SPAN + " [query]");
        add(
                samples,
                Form.PLAIN,
                "[2026-11-22T10:00:00Z] \"quoted\" and more than thirty characters",
                "2026-11-22T10:00:00.945958Z something else that is long enough to be a balancer");
        return samples;
    }

    private static void add(Map<Form, List<String>> samples, Form form, String... lines) {
        samples.computeIfAbsent(form, any -> new ArrayList<>()).addAll(List.of(lines));
    }
}
