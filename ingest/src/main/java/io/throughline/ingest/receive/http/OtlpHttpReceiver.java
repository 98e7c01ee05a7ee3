package io.throughline.ingest.receive.http;

import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.CannotReceiveException;
import io.throughline.ingest.receive.http.otlp.OtlpAnswers;
import io.throughline.ingest.receive.http.otlp.OtlpReceiver;
import io.throughline.ingest.receive.http.web.ReceiverServer;
import io.throughline.ingest.receive.http.web.Receiving;
import io.throughline.ingest.receive.peers.MemoryBudget;

/** The port for OpenTelemetry's logs and spans. */
public final class OtlpHttpReceiver implements AutoCloseable {
    private final ReceiverServer server;

    private OtlpHttpReceiver(ReceiverServer server) {
        this.server = server;
    }

    /**
     * Receives from now on.
     *
     * @param config from {@link HttpReceiveConfig#otlp}
     * @throws CannotReceiveException the address cannot be listened on
     */
    public static OtlpHttpReceiver start(HttpReceiveConfig config, Intake intake) {
        return start(config, intake, new MemoryBudget(MemoryBudget.DEFAULT_BYTES));
    }

    /**
     * The same.
     *
     * @param memory for requests from their first byte to their last record
     */
    public static OtlpHttpReceiver start(HttpReceiveConfig config, Intake intake, MemoryBudget memory) {
        OtlpReceiver receiver = new OtlpReceiver(new Receiving(config.limits(), intake, memory));
        return new OtlpHttpReceiver(ReceiverServer.start(
                "receive.otlp",
                config.host(),
                config.port(),
                config.token(),
                config.limits(),
                new OtlpAnswers(),
                receiver.routes()));
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
