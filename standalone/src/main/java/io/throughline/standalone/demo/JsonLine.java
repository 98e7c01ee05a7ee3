package io.throughline.standalone.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** One flat JSON object in the making, members in the order they are put; members without a value are left out. */
final class JsonLine {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final StringWriter text = new StringWriter(512);
    private final JsonGenerator json;

    JsonLine() {
        try {
            json = JSON.createGenerator(text);
            json.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonLine put(String name, @Nullable String value) {
        return value == null ? this : member(name, () -> json.writeString(value));
    }

    JsonLine put(String name, long value) {
        return member(name, () -> json.writeNumber(value));
    }

    /** @param decimals digits behind the point; never an exponent, as most encoders write numbers */
    JsonLine put(String name, double value, int decimals) {
        return member(name, () -> json.writeNumber(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP)));
    }

    /** A member that is an object itself. */
    JsonLine put(String name, JsonLine value) {
        return member(name, () -> json.writeRawValue(value.text()));
    }

    /** Ends the object. */
    String text() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private JsonLine member(String name, Value value) {
        try {
            json.writeFieldName(name);
            value.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter does not fail
        }
        return this;
    }

    @FunctionalInterface
    private interface Value {
        void write() throws IOException;
    }
}
