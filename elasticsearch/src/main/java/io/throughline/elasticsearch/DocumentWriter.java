package io.throughline.elasticsearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns members into the bytes of one object. Each thread has a buffer and a generator that it keeps. */
final class DocumentWriter {
    private static final int KEPT_BYTES = 64 * 1024;
    private static final ThreadLocal<DocumentWriter> MINE = ThreadLocal.withInitial(DocumentWriter::new);
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    private final JsonGenerator json;

    private DocumentWriter() {
        try {
            json = JSON.createGenerator(bytes);
            json.setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the members of one object. */
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] write(Members members) {
        DocumentWriter writer = MINE.get();
        boolean whole = false;
        try {
            byte[] document = writer.object(members);
            whole = document.length <= KEPT_BYTES;
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!whole) {
                // Stopped in the middle of an object, or grown by a giant: nobody should use it again.
                MINE.remove();
            }
        }
    }

    private byte[] object(Members members) throws IOException {
        bytes.reset();
        json.writeStartObject();
        members.write(json);
        json.writeEndObject();
        json.flush();
        return bytes.toByteArray();
    }
}
