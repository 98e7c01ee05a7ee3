package io.throughline.ingest.containers;

import io.throughline.core.model.ContainerState;
import java.io.IOException;

/** Something that runs containers and can be asked about them. */
interface Engine extends AutoCloseable {
    /** Told of all that is learned, on the thread that follows. */
    interface Listener {
        void state(ContainerState state) throws InterruptedException;

        /** What the engine wrote of something that happened in a container, one JSON object; for whoever looks for it later. */
        void event(byte[] json) throws InterruptedException;

        /** All that are there have been told of. */
        void listed();
    }

    /**
     * Tells of all containers there are, then of what happens to them; comes back after a while so that all are asked for again.
     *
     * @throws IOException it cannot be reached, or says what cannot be understood
     */
    void follow(Listener listener) throws IOException, InterruptedException;

    /** For messages: where it is asked. */
    @Override
    String toString();

    /** Ends a {@link #follow} that is under way, with an {@code IOException}. */
    @Override
    void close();
}
