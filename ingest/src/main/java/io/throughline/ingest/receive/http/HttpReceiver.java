package io.throughline.ingest.receive.http;

import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.CannotReceiveException;
import io.throughline.ingest.receive.http.bulk.BulkProblems;
import io.throughline.ingest.receive.http.bulk.BulkReceiver;
import io.throughline.ingest.receive.http.bulk.Handshake;
import io.throughline.ingest.receive.http.json.JsonReceiver;
import io.throughline.ingest.receive.http.loki.LokiReceiver;
import io.throughline.ingest.receive.http.web.ReceiverServer;
import io.throughline.ingest.receive.http.web.Receiving;
import io.throughline.ingest.receive.http.web.Route;
import io.throughline.ingest.receive.peers.MemoryBudget;
import java.util.ArrayList;
import java.util.List;

/** The port for JSON, Elasticsearch's bulk requests and Loki's pushes. */
public final class HttpReceiver implements AutoCloseable {
    private final ReceiverServer server;

    private HttpReceiver(ReceiverServer server) {
        this.server = server;
    }

    /**
     * Receives from now on.
     *
     * @throws CannotReceiveException the address cannot be listened on
     */
    public static HttpReceiver start(HttpReceiveConfig config, Intake intake) {
        return start(config, intake, new MemoryBudget(MemoryBudget.DEFAULT_BYTES));
    }

    /**
     * The same.
     *
     * @param memory for requests from their first byte to their last record
     */
    public static HttpReceiver start(HttpReceiveConfig config, Intake intake, MemoryBudget memory) {
        Receiving receiving = new Receiving(config.limits(), intake, memory);
        List<Route> routes = new ArrayList<>();
        routes.addAll(Handshake.routes());
        routes.addAll(new BulkReceiver(receiving).routes());
        routes.addAll(new LokiReceiver(receiving).routes());
        // Last, for a tag may be anything.
        routes.addAll(new JsonReceiver(receiving).routes());
        return new HttpReceiver(ReceiverServer.start(
                "receive.http",
                config.host(),
                config.port(),
                config.token(),
                config.limits(),
                new BulkProblems(),
                routes));
    }

    /** The port it listens on, also where the settings left the choice open. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
