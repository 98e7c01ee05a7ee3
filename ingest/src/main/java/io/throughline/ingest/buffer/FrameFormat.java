package io.throughline.ingest.buffer;

/**
 * The form of a segment, numbers big endian. It begins with a header of {@value #SEGMENT_HEADER_BYTES} bytes: {@code TLCHUNKS}, the
 * version (4 bytes), the segment's number, its marker and the sequence number of its first frame (8 bytes each), and CRC-32C
 * (RFC 3720) of all these. Frames follow: marker, sequence number (8 bytes each), the payload's length (4 bytes), the payload
 * ({@link ChunkCodec}), and CRC-32C of all of the frame before it.
 *
 * <p>The marker is random and of one segment. Behind damage the next frame is found by it, and bytes that a sender chose, or that
 * belong to another file, are not taken for a frame.
 */
final class FrameFormat {
    static final int VERSION = 1;
    static final int SEGMENT_HEADER_BYTES = 40;
    static final int FRAME_HEADER_BYTES = 20;
    static final int CRC_BYTES = 4;
    static final int OVERHEAD_BYTES = FRAME_HEADER_BYTES + CRC_BYTES;
    static final long LEAST_FRAME_BYTES = OVERHEAD_BYTES + ChunkCodec.FIXED_BYTES;

    /** {@code TLCHUNKS}. */
    static final long MAGIC = 0x544c_4348_554e_4b53L;

    private FrameFormat() {}
}
