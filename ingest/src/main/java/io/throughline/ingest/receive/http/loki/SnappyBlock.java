package io.throughline.ingest.receive.http.loki;

import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.ProblemCode;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.RequestMemory;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/** Snappy's block form, which has no checksum: the length of the whole, then what it is made of. */
final class SnappyBlock {
    private SnappyBlock() {}

    /**
     * Unpacks a block. It names its length first: what is too long is not unpacked.
     *
     * @throws ProblemException {@code too-large}, {@code invalid-request}
     */
    static Body unpacked(Body packed, int maxBytes, RequestMemory memory) {
        try {
            int length = Snappy.uncompressedLength(packed.bytes(), 0, packed.length());
            if (length < 0 || length > maxBytes) {
                throw ProblemException.tooLarge("a body may have at most " + maxBytes + " bytes when decompressed");
            }
            if (!Snappy.isValidCompressedBuffer(packed.bytes(), 0, packed.length())) {
                throw new ProblemException(ProblemCode.INVALID_REQUEST, "the body is no snappy block");
            }
            memory.take(length);
            byte[] bytes = new byte[length];
            Snappy.uncompress(packed.bytes(), 0, packed.length(), bytes, 0);
            return new Body(bytes, length);
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST, "the body is no snappy block", e);
        }
    }
}
