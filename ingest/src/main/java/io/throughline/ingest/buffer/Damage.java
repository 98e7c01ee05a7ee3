package io.throughline.ingest.buffer;

/**
 * A part of the buffer that cannot be read.
 *
 * @param file its name
 * @param offset where the damage begins
 * @param bytes how many are passed over
 * @param chunks that are missing for it, as far as that is known
 */
record Damage(String file, long offset, long bytes, long chunks, String what) {
    @Override
    public String toString() {
        return file + ", offset " + offset + ": " + what + "; " + bytes + " bytes are passed over"
                + (chunks == 0 ? "" : ", " + chunks + " chunks are missing");
    }
}
