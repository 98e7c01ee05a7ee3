package io.throughline.ingest.receive.http.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.throughline.core.schema.Timestamps;
import io.throughline.fuzz.Check;
import io.throughline.ingest.receive.peers.MemoryBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all HTTP receivers read: objects in a body, times, tokens. */
public final class WebTargets {
    static final int MAX_DEPTH = 16;
    private static final JsonObjects OBJECTS = new JsonObjects(MAX_DEPTH, Set.of("a", "a.b", "time"));
    private static final JsonFactory JSON = new JsonFactory();
    private static final SenderToken TOKEN = SenderToken.of("s3cret");

    private WebTargets() {}

    /** For the other HTTP packages' targets. */
    public static ReceiveLimits limits() {
        Duration second = Duration.ofSeconds(1);
        return new ReceiveLimits(1 << 20, 1 << 20, 1000, MAX_DEPTH, 8, 8, 8, second, second, second, second);
    }

    /** As much as there is. */
    public static RequestMemory memory() {
        return new RequestMemory(new MemoryBudget(Long.MAX_VALUE).open("10.0.0.1"));
    }

    public static Body body(byte[] bytes) {
        return new Body(bytes, bytes.length);
    }

    /** Every object that is found is one, also with members put before its own, which it keeps. */
    public static void objects(byte[] bytes) throws IOException {
        int[] count = {0};
        OBJECTS.read(bytes, 0, bytes.length, object -> {
            count[0]++;
            Check.same(count[0], object.number(), "numbers");
            byte[] plain = object.with(Map.of());
            byte[] with = object.with(Map.of("\u0000new\"", "\u001b[2J\n"));
            Check.isObject(plain);
            Check.isObject(with);
            Set<String> names = new HashSet<>(names(plain));
            Check.same(object.members(), names, "names");
            names.add("\u0000new\"");
            Check.same(names, new HashSet<>(names(with)), "names with one more");
        });
    }

    private static List<String> names(byte[] object) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                names.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        }
        return names;
    }

    /** A time is an instant or none; no text lets anybody in but the token. */
    public static void headers(byte[] bytes) {
        String text = Check.text(bytes);
        Instant time = SenderTime.parse(text);
        if (time != null && Timestamps.writable(time)) {
            Instant again = Instant.parse(Timestamps.format(time));
            Check.same(time, again, "times, read and written,");
        }
        JsonTime.isIn(new JsonObject(1, bytes, 0, bytes.length, Set.of("time"), Map.of("time", text)));
        boolean contains = text.contains("s3cret") || text.contains("czNjcmV0");
        for (String scheme : List.of("", "Bearer ", "Basic ", "ApiKey ")) {
            boolean shown = TOKEN.isShownBy(scheme + text);
            // Base64 of a pair hides the secret from the eye: decoded it ends in it.
            Check.that(!shown || contains || scheme.startsWith("B") || scheme.startsWith("A"), "let in by " + text);
        }
        String encoded = Base64.getEncoder().encodeToString(("u:" + text).getBytes(StandardCharsets.UTF_8));
        Check.same("s3cret".equals(text), TOKEN.isShownBy("Basic " + encoded), "tokens shown and right");
    }
}
