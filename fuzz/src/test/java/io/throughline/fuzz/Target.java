package io.throughline.fuzz;

import java.io.IOException;

/** One decoder and what must be true of it, whatever it is fed. */
@FunctionalInterface
public interface Target {
    /**
     * Feeds it once.
     *
     * @throws IOException the bytes were refused, as decoders may
     * @throws AssertionError what must be true is not; any other exception is a finding, too
     */
    void feed(byte[] bytes) throws IOException;
}
