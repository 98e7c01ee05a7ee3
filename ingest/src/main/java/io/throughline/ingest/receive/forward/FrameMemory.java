package io.throughline.ingest.receive.forward;

import io.throughline.ingest.receive.peers.MemoryBudget;
import java.io.IOException;

/** What reading one frame takes beside its own bytes. Taken in steps, as there is one budget for all threads. */
final class FrameMemory {
    private static final long STEP_BYTES = 64 << 10;

    private final MemoryBudget.Account account;
    private long left;

    FrameMemory(MemoryBudget.Account account) {
        this.account = account;
    }

    /** For those who read frames that nobody sent. */
    static FrameMemory unbounded() {
        return new FrameMemory(new MemoryBudget(Long.MAX_VALUE).open("nobody"));
    }

    /**
     * @throws NoMemoryException there is none now
     * @throws ForwardException there will never be so much for one sender
     */
    void take(long bytes) throws IOException {
        if (bytes > left) {
            long step = Math.max(bytes - left, STEP_BYTES);
            if (!account.take(step)) {
                if (account.fits(step)) {
                    throw new NoMemoryException();
                }
                throw new ForwardException("a frame that takes more memory than one address may have (receive.memory)");
            }
            left += step;
        }
        left -= bytes;
    }

    void give(long bytes) {
        left += bytes;
    }
}
