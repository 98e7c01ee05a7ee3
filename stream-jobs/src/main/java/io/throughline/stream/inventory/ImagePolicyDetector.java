package io.throughline.stream.inventory;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Alert.Severity;
import io.throughline.stream.detect.Names;
import io.throughline.stream.detect.Sign;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A container of an image from a registry, or on a base, that is not on the operator's list; or of a tag alone, which can be moved. */
final class ImagePolicyDetector implements Serializable {
    static final String REGISTRY = "image-registry";
    static final String BASE = "image-base";
    static final String NO_DIGEST = "image-without-digest";

    private static final long serialVersionUID = 1L;

    private final InventoryConfig config;

    ImagePolicyDetector(InventoryConfig config) {
        this.config = config;
    }

    void observe(FleetMemory memory, Sight sight, Sight.Facts facts, Consumer<Alert> alerts) {
        String image = sight.who().image();
        if (image == null || image.startsWith("sha256:")) {
            return; // known by nothing but its digest
        }
        Map<String, String> entity = Entities.of(sight.who(), null);
        Entities.put(entity, "container.image.hash.all", facts.digest());
        String name = Entities.nameOf(sight.who());
        String registry = SightKeys.registry(image);
        if (!config.registries().isEmpty() && !config.registries().contains(registry)) {
            tell(
                    memory,
                    new Sign(
                            REGISTRY,
                            Severity.HIGH,
                            image,
                            entity,
                            name + " runs an image of " + registry,
                            "images of " + Names.some(config.registries()),
                            image,
                            List.of()),
                    sight,
                    alerts);
        }
        String base = facts.base();
        if (!config.bases().isEmpty()
                && (base == null || config.bases().stream().noneMatch(listed -> fits(listed, base)))) {
            tell(
                    memory,
                    new Sign(
                            BASE,
                            base == null ? Severity.LOW : Severity.MEDIUM,
                            image,
                            entity,
                            name + " runs an image built on " + (base == null ? "a base that it does not name" : base),
                            "images built on " + Names.some(config.bases()),
                            base == null
                                    ? image + ", without a label that names its base"
                                    : image + ", built on " + base,
                            List.of()),
                    sight,
                    alerts);
        }
        if (image.indexOf('@') < 0) {
            tell(
                    memory,
                    new Sign(
                            NO_DIGEST,
                            Severity.LOW,
                            image,
                            entity,
                            name + " runs whatever " + image + " stands for",
                            "an image named by its digest",
                            image + (facts.digest() == null ? "" : ", for now " + facts.digest()),
                            List.of()),
                    sight,
                    alerts);
        }
    }

    private static void tell(FleetMemory memory, Sign sign, Sight sight, Consumer<Alert> alerts) {
        EpisodeAlerts.of(memory, sign, sight.time(), sight, alerts);
    }

    private static boolean fits(String listed, String base) {
        return listed.endsWith("*")
                ? base.startsWith(listed.substring(0, listed.length() - 1))
                : base.equals(listed) || SightKeys.tagged(base).equals(SightKeys.tagged(listed));
    }
}
