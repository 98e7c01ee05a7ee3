package io.throughline.ingest.receive.http.web;

/**
 * A request's body, decompressed and whole: nothing may be taken of a request before its last byte was looked at.
 *
 * @param bytes longer than the body; only the first {@code length} count
 */
public record Body(byte[] bytes, int length) {
    static Body of(byte[] bytes) {
        return new Body(bytes, bytes.length);
    }
}
