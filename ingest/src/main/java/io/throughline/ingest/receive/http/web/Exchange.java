package io.throughline.ingest.receive.http.web;

import io.javalin.http.Context;
import io.throughline.core.wire.Sha256;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.peers.MemoryBudget;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One request that is being taken in. */
public final class Exchange implements AutoCloseable {
    private static final String NO_ENCODING = "";

    private final Context ctx;
    private final ReceiveLimits limits;
    private final Gate gate;
    private final RequestMemory memory;
    private final Handover handover;
    private boolean entered;

    Exchange(Context ctx, ReceiveLimits limits, Intake intake, Gate gate, MemoryBudget.Account account) {
        this.ctx = ctx;
        this.limits = limits;
        this.gate = gate;
        this.memory = new RequestMemory(account);
        this.handover = new Handover(intake, limits.answerWithin());
    }

    /** For the answer. */
    public Context ctx() {
        return ctx;
    }

    public @Nullable String header(String name) {
        return ctx.header(name);
    }

    /** The address that the request came from: nothing that it says of itself is believed. */
    public String peer() {
        return ctx.ip();
    }

    /** Without parameters, in lower case; empty where there is none. */
    public String contentType() {
        String header = ctx.header("Content-Type");
        if (header == null) {
            return "";
        }
        int parameters = header.indexOf(';');
        return (parameters < 0 ? header : header.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /**
     * The body, decompressed; to be called once.
     *
     * @throws ProblemException it is too long, too slow or cannot be decompressed
     */
    public Body body() {
        return bodyUnless(NO_ENCODING);
    }

    /** The same, but a body of this content encoding is given as it is. */
    public Body bodyUnless(String encoding) {
        Body body = new BodyReader(limits, memory).read(ctx, encoding);
        // Not before: a sender that takes its time over a body holds memory, but no other sender up.
        gate.enter();
        entered = true;
        return body;
    }

    /**
     * For the records of the request.
     *
     * @param protocol what its chunks' ids and sources begin with
     * @param body by which the request is known again
     */
    public RecordBatch batch(String protocol, Body body) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(ctx.path().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        String query = ctx.queryString();
        digest.update((query == null ? "" : query).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(body.bytes(), 0, body.length());
        return new RecordBatch(protocol, digest.digest(), limits, memory);
    }

    public RequestMemory memory() {
        return memory;
    }

    @Override
    public void close() {
        memory.close();
        if (entered) {
            gate.leave();
        }
    }

    /**
     * Waits until all records are safe.
     *
     * @throws ProblemException {@code no-room}; {@code not-safe-yet} when it takes too long, though the records may become safe
     *     later: sent again, they are known again
     */
    public void handOver(RecordBatch batch) {
        handover.await(batch.chunks());
    }
}
