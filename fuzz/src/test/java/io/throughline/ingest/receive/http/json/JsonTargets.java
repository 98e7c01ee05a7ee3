package io.throughline.ingest.receive.http.json;

import io.throughline.fuzz.Check;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.WebTargets;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Records as Fluent Bit's and Fluentd's HTTP outputs post them: MessagePack and forms. */
public final class JsonTargets {
    private JsonTargets() {}

    /** Every record is an object that a record may be, numbered from 1. */
    public static void msgpack(byte[] bytes) throws IOException {
        int[] count = {0};
        MsgpackRecords.read(WebTargets.body(bytes), WebTargets.limits(), (number, object, time) -> {
            Check.same(++count[0], number, "numbers");
            Check.isObject(object);
            Check.that(object.length <= Chunk.MAX_RECORD_BYTES, "a record of " + object.length);
        });
    }

    /** A text that was put into a form comes out of it. */
    public static void form(byte[] bytes) throws IOException {
        String text = Check.text(bytes);
        String form = "time=1&json=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&more";
        FormFields fields = FormFields.of(WebTargets.body(form.getBytes(StandardCharsets.ISO_8859_1)));
        Body json = fields.json();
        byte[] found = Arrays.copyOf(json.bytes(), json.length());
        Check.same(text.getBytes(StandardCharsets.UTF_8), found, "texts, before and behind a form,");
        Check.same("1", String.valueOf(fields.time()), "times");
        FormFields.of(WebTargets.body(bytes));
    }
}
