package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody reads out data by asking one endpoint again and again for large answers. Gross: 80 answers of ten times the usual size within four minutes. Subtle: 30 of three
 * times the usual size within eight.
 */
final class DataVolume implements Misuse {
    @Override
    public String behaviour() {
        return "data-volume";
    }

    @Override
    public Set<String> rules() {
        return Set.of("data-volume", "response-size", "request-rate");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        TrafficFlow like = scene.again(DataVolume::reads, scene.at());
        if (like == null) {
            return Optional.empty();
        }
        boolean gross = strength == Strength.GROSS;
        People.Person person = scene.people().stranger(48 + scene.number(), scene.at());
        List<ObjectNode> hops = new ArrayList<>();
        for (long time : scene.times(gross ? 80 : 30, gross ? 3_000_000 : 16_000_000)) {
            ObjectNode request = Entries.like(scene, like, null, person, time);
            Entries.sized(
                    request,
                    (gross ? 10 : 3) * like.entry().path("response_bytes").asDouble(),
                    scene);
            hops.add(request);
        }
        return Optional.of(Injection.allWrong(hops, Map.of("client", person.principal())));
    }

    static boolean reads(TrafficFlow flow) {
        return flow.entry().path("status").asInt() == 200 && !LoginTries.isLogin(flow);
    }
}
