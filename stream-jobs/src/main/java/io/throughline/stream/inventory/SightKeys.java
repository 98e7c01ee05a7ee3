package io.throughline.stream.inventory;

import io.throughline.core.model.Origin;
import org.jspecify.annotations.Nullable;

/** Under what names containers and images are known. */
final class SightKeys {
    /** Of a container's id: what Docker and Falco show of it. */
    private static final int SHORT_ID = 12;

    /** Longer names are of no container and of no image. */
    private static final int MAX_NAME = 512;

    private SightKeys() {}

    /** Null where the origin is no container. */
    static @Nullable String container(Origin origin) {
        String id = origin.containerId();
        if (id != null && !id.isBlank()) {
            return "c:" + id.substring(0, Math.min(id.length(), SHORT_ID));
        }
        return named(origin);
    }

    /** By its name and its host; null where it has none. */
    static @Nullable String named(Origin origin) {
        String name = origin.containerName();
        if (name == null || name.isEmpty() || name.length() + origin.host().length() > MAX_NAME) {
            return null;
        }
        return "n:" + origin.host() + '/' + name;
    }

    static String service(String service) {
        return "s:" + (service.length() > MAX_NAME ? service.substring(0, MAX_NAME) : service);
    }

    /** {@code sha256:...} of {@code repository@sha256:...}, or what came. */
    static @Nullable String digest(@Nullable String reference) {
        if (reference == null || reference.isBlank() || reference.length() > MAX_NAME) {
            return null;
        }
        return reference.substring(reference.indexOf('@') + 1);
    }

    /** {@code registry/repository:tag}, without a digest. */
    static String tagged(String image) {
        int at = image.indexOf('@');
        String named = at < 0 ? image : image.substring(0, at);
        return named.lastIndexOf(':') > named.lastIndexOf('/') || at >= 0 ? named : named + ":latest";
    }

    /** A first part with a dot or a port is a host; else the image is Docker Hub's. Source: distribution/reference, "familiar names". */
    static String registry(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        boolean isHost = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        return isHost ? first : "docker.io";
    }
}
