package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import org.jspecify.annotations.Nullable;

/** Where a record was written, as far as the record knows it better than its source. */
final class Origins {
    private Origins() {}

    /** On the named host; what the source says of a container is then of the one that handed the record on. */
    static @Nullable Origin on(@Nullable String host, Origin source) {
        if (host == null || host.isBlank()) {
            return null;
        }
        return new Origin(host, source.service(), null, null, null, source.namespace(), source.file(), source.format());
    }
}
