package io.throughline.ingest.receive.http.bulk;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.throughline.ingest.receive.http.web.ProblemCode;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.ProblemForm;
import io.throughline.ingest.receive.http.web.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What senders ask an Elasticsearch before they send: who it is ({@code GET /}), whether it is there ({@code HEAD /}), its license
 * (Beats), and whether templates and lifecycle policies are there. There are none, and none are taken.
 */
public final class Handshake {
    /** The version whose bulk requests are understood: older senders know it, newer ones send to it by default. */
    private static final String VERSION = "8.19.0";

    private static final String NO_TEMPLATES =
            "indices, templates and lifecycle policies are made by throughline itself."
                    + " Beats: setup.template.enabled: false, setup.ilm.enabled: false;"
                    + " Logstash: manage_template => false, ilm_enabled => false, data_stream => false";

    private static final List<String> SETUP_PATHS = List.of(
            "/_template/{name}",
            "/_index_template/{name}",
            "/_component_template/{name}",
            "/_ilm/policy/{name}",
            "/_data_stream/{name}",
            "/_ingest/pipeline/{name}");

    private Handshake() {}

    public static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(new Route(HandlerType.GET, "/", Handshake::root));
        routes.add(new Route(HandlerType.HEAD, "/", Handshake::product));
        routes.add(new Route(HandlerType.GET, "/_license", Handshake::license));
        for (String path : SETUP_PATHS) {
            routes.add(new Route(HandlerType.GET, path, Handshake::nothingThere));
            routes.add(new Route(HandlerType.HEAD, path, Handshake::nothingThere));
            routes.add(new Route(HandlerType.PUT, path, Handshake::refuse));
        }
        routes.add(new Route(HandlerType.PUT, "/{index}", Handshake::refuse));
        return routes;
    }

    /** Without this header newer clients believe that they were sent to something else. */
    static void product(Context ctx) {
        ctx.header("X-Elastic-Product", "Elasticsearch");
    }

    private static void root(Context ctx) {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("number", VERSION);
        version.put("build_flavor", "default");
        version.put("build_type", "throughline");
        version.put("build_snapshot", false);
        version.put("lucene_version", "9.12.2");
        version.put("minimum_wire_compatibility_version", "7.17.0");
        version.put("minimum_index_compatibility_version", "7.0.0");
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("name", "throughline");
        root.put("cluster_name", "throughline");
        root.put("cluster_uuid", "throughline-receive-01");
        root.put("version", version);
        root.put("tagline", "You Know, for Search");
        answer(ctx, root);
    }

    /** Beats send only to a cluster whose license is active. */
    private static void license(Context ctx) {
        answer(
                ctx,
                Map.of(
                        "license",
                        Map.of(
                                "status", "active",
                                "uid", "throughline-receive-01",
                                "type", "basic",
                                "issued_to", "throughline",
                                "issuer", "throughline")));
    }

    private static void nothingThere(Context ctx) {
        product(ctx);
        throw new ProblemException(ProblemCode.NOT_FOUND, NO_TEMPLATES);
    }

    private static void refuse(Context ctx) {
        product(ctx);
        throw new ProblemException(ProblemCode.NOT_SUPPORTED, NO_TEMPLATES);
    }

    private static void answer(Context ctx, Object body) {
        product(ctx);
        ctx.contentType("application/json").result(ProblemForm.bytes(body));
    }
}
