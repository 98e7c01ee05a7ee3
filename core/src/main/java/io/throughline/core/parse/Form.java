package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/** The forms of records that are known, each with the name under which a person finds its records. */
enum Form {
    PLAIN(null),
    JSON(null),
    HOP_RECORD(null),
    ACCESS_LINE(null),
    LOGFMT(null),
    LOGBACK(null),
    TRAINTICKET(null),
    CUSTOM(null),
    LOGGED_REQUEST("throughline.requests"),
    HAPROXY("haproxy.log"),
    ENVOY("envoyproxy.log"),
    TRAEFIK("traefik.access"),
    KONG("kong.access"),
    CADDY("caddy.access"),
    AWS_ELB("aws.elb_logs"),
    AWS_API_GATEWAY("aws.apigateway_logs"),
    GCP_LOAD_BALANCER("gcp.loadbalancing_logs"),
    NGINX_ERROR("nginx.error"),
    APACHE_ERROR("apache.error"),
    KAFKA("kafka.log"),
    KUBERNETES_AUDIT("kubernetes.audit_logs"),
    FALCO("falco.alerts"),
    DOCKER_EVENT("docker.event"),
    CONTAINER_STATE("throughline.containers"),
    TRIVY("trivy.report"),
    GRYPE("grype.report"),
    JAEGER("jaeger.span"),
    ZIPKIN("zipkin.span"),
    OTLP("otlp.span");

    private final @Nullable String dataset;

    Form(@Nullable String dataset) {
        this.dataset = dataset;
    }

    /** The record's {@code event.dataset}, by the names of Elastic's modules where they have one; null where the form does not tell who wrote it. */
    @Nullable
    String dataset() {
        return dataset;
    }
}
