package io.throughline.ingest.receive.http.web;

import io.javalin.http.Handler;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.peers.MemoryBudget;
import java.io.IOException;

/** What one port's protocols take in: so many requests at once, each within its limits, into one intake. */
public final class Receiving {
    private final ReceiveLimits limits;
    private final Intake intake;
    private final MemoryBudget memory;
    private final Gate gate;

    /** A protocol's part: reads the request, hands its records over, answers. */
    @FunctionalInterface
    public interface Protocol {
        /**
         * @throws ProblemException the request is not taken
         * @throws IOException the answer cannot be written
         */
        void receive(Exchange exchange) throws IOException;
    }

    /** @param memory for requests from their first byte to their last record */
    public Receiving(ReceiveLimits limits, Intake intake, MemoryBudget memory) {
        this.memory = memory;
        this.limits = limits;
        this.intake = intake;
        this.gate = new Gate(limits.maxRequests());
    }

    public ReceiveLimits limits() {
        return limits;
    }

    public Handler handler(Protocol protocol) {
        return ctx -> {
            try (Exchange exchange = new Exchange(ctx, limits, intake, gate, memory.open(ctx.ip()))) {
                protocol.receive(exchange);
            }
        };
    }
}
