package io.throughline.ingest.receive.http.web;

import io.throughline.ingest.receive.peers.MemoryBudget;

/** What one request takes of the memory that all share. Given back with its end. */
public final class RequestMemory implements AutoCloseable {
    private final MemoryBudget.Account account;

    RequestMemory(MemoryBudget.Account account) {
        this.account = account;
    }

    /**
     * To be called before the memory is used.
     *
     * @throws ProblemException {@code too-large}: a sender may never have so much; {@code too-busy}: there is not so much now
     */
    public void take(long bytes) {
        if (account.take(bytes)) {
            return;
        }
        if (account.fits(bytes)) {
            throw new ProblemException(ProblemCode.TOO_BUSY, "the memory for requests is used up; send again soon");
        }
        throw ProblemException.tooLarge("a request that takes more memory than one address may have (receive.memory)");
    }

    public void give(long bytes) {
        account.give(bytes);
    }

    @Override
    public void close() {
        account.close();
    }
}
