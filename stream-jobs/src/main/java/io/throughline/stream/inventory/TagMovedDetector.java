package io.throughline.stream.inventory;

import io.throughline.core.behaviour.Least;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Alert.Severity;
import io.throughline.stream.detect.Sign;
import io.throughline.stream.inventory.FleetMemory.Tag;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A container of a tag that stands for another digest than it did: somebody built anew under an old name, or put another image in its place. */
final class TagMovedDetector implements Serializable {
    static final String RULE = "image-tag-moved";
    private static final long serialVersionUID = 1L;

    void observe(FleetMemory memory, Sight sight, Sight.Facts facts, Consumer<Alert> alerts) {
        String image = sight.who().image();
        String digest = facts.digest();
        if (image == null || digest == null || image.startsWith("sha256:")) {
            return;
        }
        String tag = SightKeys.tagged(image);
        Tag before = memory.tags().get(tag);
        boolean isMoved = before != null && !before.digest().equals(digest);
        memory.tags()
                .put(tag, new Tag(digest, before == null || isMoved ? sight.time() : before.since(), sight.time()));
        Least.trim(memory.tags(), FleetWatch.MAX_IMAGES, Comparator.comparing(Tag::seen));
        boolean isPinned = image.indexOf('@') >= 0; // somebody chose the digest
        if (before != null && isMoved && !isPinned) {
            Map<String, String> entity = Entities.of(sight.who(), null);
            Entities.put(entity, "container.image.hash.all", digest);
            EpisodeAlerts.of(
                    memory,
                    new Sign(
                            RULE,
                            Severity.HIGH,
                            tag + '\0' + before.digest() + '\0' + digest,
                            entity,
                            tag + " stands for another image than before",
                            tag + " is " + before.digest() + ", as since " + before.since(),
                            tag + " is " + digest + " in " + Entities.nameOf(sight.who()),
                            List.of()),
                    sight.time(),
                    sight,
                    alerts);
        }
    }
}
