package io.throughline.stream.score;

import io.throughline.core.model.Alert;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An alert, and one of those that it is about. */
record EntityAlert(String kind, String name, Alert alert) {
    /** Every entity that has a risk of its own; none of an alert of which nobody is to be told. */
    static void of(Alert alert, Consumer<EntityAlert> each) {
        if (alert.risk() == null || alert.risk().suppressed() != null) {
            return;
        }
        Map<String, String> entity = alert.entity();
        tell("service", entity.get("service.name"), alert, each);
        tell("container", first(entity, "container.id", "container.name"), alert, each);
        tell("image", first(entity, "container.image.hash.all", "container.image.name"), alert, each);
        tell("client", first(entity, "client", "user.id", "user.name", "source.ip"), alert, each);
    }

    String key() {
        return kind + '\0' + name;
    }

    private static void tell(String kind, @Nullable String name, Alert alert, Consumer<EntityAlert> each) {
        if (name != null && !name.isBlank()) {
            each.accept(new EntityAlert(kind, name, alert));
        }
    }

    private static @Nullable String first(Map<String, String> entity, String... fields) {
        for (String field : fields) {
            String name = entity.get(field);
            if (name != null) {
                return name;
            }
        }
        return null;
    }
}
