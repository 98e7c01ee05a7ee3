package io.throughline.ingest.receive.http.web;

import java.util.Set;

/** Whether a JSON record says itself when it was written; then its sender's time is not needed. */
public final class JsonTime {
    public static final String TIMESTAMP = "@timestamp";

    /** What has to be asked for. */
    public static final Set<String> NAMES = Set.of("timestamp", "time", "ts");

    private JsonTime() {}

    /** A time of day alone is none. */
    public static boolean isIn(JsonObject object) {
        if (object.members().contains(TIMESTAMP)) {
            return true;
        }
        for (String name : NAMES) {
            String value = object.value(name);
            if (value != null && SenderTime.isPlausible(value)) {
                return true;
            }
        }
        return false;
    }
}
