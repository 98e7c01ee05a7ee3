package io.throughline.ingest.receive.http.json;

import io.throughline.ingest.receive.http.web.Body;
import io.throughline.ingest.receive.http.web.ProblemCode;
import io.throughline.ingest.receive.http.web.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A form as Fluentd's {@code in_http} takes it: {@code json=...&time=...}.
 *
 * @param json the decoded field
 * @param time the field as it is
 */
record FormFields(Body json, @Nullable String time) {
    /** The form as text, the field, the same decoded, and its bytes. */
    static final int TIMES_IN_MEMORY = 5;

    /**
     * @throws ProblemException there is no {@code json} field, or a field is no form's field
     */
    static FormFields of(Body body) {
        String text = new String(body.bytes(), 0, body.length(), StandardCharsets.ISO_8859_1);
        String json = null;
        String time = null;
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('&', from);
            int to = end < 0 ? text.length() : end;
            if (json == null && text.startsWith("json=", from)) {
                json = decode(text.substring(from + "json=".length(), to));
            } else if (time == null && text.startsWith("time=", from)) {
                time = decode(text.substring(from + "time=".length(), to));
            }
            from = to + 1;
        }
        if (json == null) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST, "the form has no field json");
        }
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new FormFields(new Body(bytes, bytes.length), time);
    }

    private static String decode(String field) {
        try {
            return URLDecoder.decode(field, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST, "a field of the form is not encoded as one", e);
        }
    }
}
