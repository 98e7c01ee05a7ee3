package io.throughline.stream.inventory;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whom an alert is about, by the schema's names. */
final class Entities {
    private Entities() {}

    /** @param state what an engine said of it at that time */
    static Map<String, String> of(Sight.Who who, ContainerMemory.@Nullable State state) {
        Map<String, String> entity = new TreeMap<>();
        if (state != null) {
            put(entity, state.who());
            put(entity, "container.image.hash.all", state.facts().digest());
        }
        put(entity, who);
        return entity;
    }

    private static void put(Map<String, String> entity, Sight.Who who) {
        boolean isContainer = who.container() != null || who.name() != null;
        put(entity, "service.name", "unknown".equals(who.service()) ? null : who.service());
        put(entity, "host.name", isContainer ? who.host() : null);
        put(entity, "container.id", who.container());
        put(entity, "container.name", who.name());
        put(entity, "container.image.name", who.image());
    }

    static void put(Map<String, String> entity, String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            entity.put(field, value.length() > 256 ? value.substring(0, 256) : value);
        }
    }

    /** By what a person calls it. */
    static String nameOf(Sight.Who who) {
        String service = who.service() == null ? "" : who.service();
        String container = who.name() != null ? who.name() : who.container() != null ? who.container() : service;
        return container.length() > 128 ? container.substring(0, 128) : container;
    }
}
