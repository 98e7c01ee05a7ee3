package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One request gets far more than such a request ever got. Gross: a thousand times the usual size. Subtle: fifty times. */
final class LargeAnswer implements Misuse {
    @Override
    public String behaviour() {
        return "large-answer";
    }

    @Override
    public Set<String> rules() {
        return Set.of("response-size");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        TrafficFlow like = scene.again(DataVolume::reads, scene.at());
        if (like == null) {
            return Optional.empty();
        }
        People.Person person = scene.people().stranger(60 + scene.number(), scene.at());
        ObjectNode request = Entries.like(scene, like, null, person, scene.at());
        Entries.sized(
                request,
                (strength == Strength.GROSS ? 1_000 : 50)
                        * like.entry().path("response_bytes").asDouble(),
                scene);
        return Optional.of(Injection.allWrong(List.of(request), Map.of("client", person.principal())));
    }
}
