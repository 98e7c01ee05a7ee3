package io.throughline.core.store;

import io.throughline.core.model.ContainerVersion;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which containers are asked for.
 *
 * @param service only this one's; null for all
 * @param text only those that have it somewhere in their id, name, service, host, image, digest or privileges, in upper or lower case; null for all
 */
public record ContainerFilter(
        @Nullable String service, @Nullable String text) {
    /** Everything. */
    public static final ContainerFilter ALL = new ContainerFilter(null, null);

    public boolean passes(ContainerVersion version) {
        return (service == null || service.equals(version.service())) && (text == null || holds(version, text));
    }

    private static boolean holds(ContainerVersion version, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return Stream.concat(
                        Stream.of(
                                version.host(),
                                version.service(),
                                version.id(),
                                version.name(),
                                version.image(),
                                version.digest()),
                        version.privileges().stream())
                .anyMatch(
                        value -> value != null && value.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
