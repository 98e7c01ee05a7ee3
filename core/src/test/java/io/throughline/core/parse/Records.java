package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Normalised;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Rejected;
import java.nio.charset.StandardCharsets;

/** Raw records of one line, for tests. */
final class Records {
    static final Origin ORIGIN = new Origin("node1", "orders", "c0ffee", "orders-1", "shop/orders:1", null, null, null);

    private Records() {}

    static RawRecord of(String value) {
        return of(value.getBytes(StandardCharsets.UTF_8));
    }

    static RawRecord of(byte[] value) {
        return new RawRecord("node1:1-2", 4711, value, ORIGIN);
    }

    static String docker(String escaped) {
        return docker(escaped + "\\n", "2026-11-22T10:00:00.123456789Z");
    }

    static String docker(String escaped, String time) {
        return "{\"log\":\"" + escaped + "\",\"stream\":\"stdout\",\"time\":\"" + time + "\"}";
    }

    static LogEvent event(String value) {
        Normalised normalised = new Normaliser(ParseLimits.DEFAULTS).normalise(of(value));
        assertThat(normalised).isInstanceOf(LogEvent.class);
        return (LogEvent) normalised;
    }

    static String rejection(String value) {
        return rejection(of(value));
    }

    static String rejection(RawRecord record) {
        Normalised normalised = new Normaliser(ParseLimits.DEFAULTS).normalise(record);
        assertThat(normalised).isInstanceOf(Rejected.class);
        return ((Rejected) normalised).reason();
    }
}
