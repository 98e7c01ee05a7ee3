package io.throughline.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.ContainerState.Action;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.schema.JsonMembers;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A container as it was on one day from one instant on. What was seen later of it replaces what was seen earlier. */
public final class ContainerVersionDocument {
    static final String KEY = "throughline.container.key";
    static final String STATE = "throughline.container.state";
    static final String SINCE = "throughline.container.since";
    static final String SEEN = "throughline.container.last_seen";
    static final String FIRST_LOG = "throughline.container.first_log";
    static final String LAST_LOG = "throughline.container.last_log";
    static final String FIRST_SERVED = "throughline.container.first_served";
    static final String LAST_SERVED = "throughline.container.last_served";
    static final String ENDED = "throughline.container.ended";
    static final String DIGEST = "container.image.hash.all";
    static final String PRIVILEGES = "throughline.container.privileges";

    private ContainerVersionDocument() {}

    public static IndexDocument of(ContainerVersion version) {
        return new IndexDocument(
                IndexNames.inventory(version.from()),
                DocumentIds.of(version.from(), version.key(), version.since().toString()),
                Math.max(0, version.seen().toEpochMilli()),
                DocumentWriter.write(generator -> write(generator, version)));
    }

    private static void write(JsonGenerator json, ContainerVersion version) throws IOException {
        JsonMembers.instant(json, EcsFields.TIMESTAMP, version.from());
        json.writeStringField("event.kind", "asset");
        json.writeStringField(KEY, version.key());
        JsonMembers.word(json, STATE, version.action());
        JsonMembers.instant(json, SINCE, version.since());
        JsonMembers.instant(json, SEEN, version.seen());
        json.writeStringField(EcsFields.HOST, version.host());
        JsonMembers.string(json, EcsFields.SERVICE, version.service());
        JsonMembers.string(json, EcsFields.CONTAINER_ID, version.id());
        JsonMembers.string(json, EcsFields.CONTAINER_NAME, version.name());
        JsonMembers.string(json, EcsFields.CONTAINER_IMAGE, version.image());
        JsonMembers.string(json, DIGEST, version.digest());
        JsonMembers.strings(json, PRIVILEGES, version.privileges());
        JsonMembers.instant(json, FIRST_LOG, version.firstLog());
        JsonMembers.instant(json, LAST_LOG, version.lastLog());
        JsonMembers.instant(json, FIRST_SERVED, version.firstServed());
        JsonMembers.instant(json, LAST_SERVED, version.lastServed());
        JsonMembers.instant(json, ENDED, version.ended());
    }

    /** The version that {@link #of} wrote. */
    static ContainerVersion read(JsonNode source) {
        return new ContainerVersion(
                Json.required(source, KEY),
                Json.instant(source, SINCE),
                Json.instant(source, EcsFields.TIMESTAMP),
                Json.instant(source, SEEN),
                Json.constant(Action.class, source, STATE),
                Json.required(source, EcsFields.HOST),
                Json.optional(source, EcsFields.SERVICE),
                Json.optional(source, EcsFields.CONTAINER_ID),
                Json.optional(source, EcsFields.CONTAINER_NAME),
                Json.optional(source, EcsFields.CONTAINER_IMAGE),
                Json.optional(source, DIGEST),
                Json.strings(source.path(PRIVILEGES)),
                optional(source, FIRST_LOG),
                optional(source, LAST_LOG),
                optional(source, FIRST_SERVED),
                optional(source, LAST_SERVED),
                optional(source, ENDED));
    }

    private static @Nullable Instant optional(JsonNode source, String name) {
        return source.has(name) ? Json.instant(source, name) : null;
    }
}
