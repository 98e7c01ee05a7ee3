package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Somebody asks much more than before, for what all ask for. Gross: 600 requests within five minutes. Subtle: 150 within ten, by one who asks seldom. */
final class RequestRate implements Misuse {
    @Override
    public String behaviour() {
        return "request-rate";
    }

    @Override
    public Set<String> rules() {
        return Set.of("request-rate");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        boolean gross = strength == Strength.GROSS;
        People.Person person = scene.people().stranger(84 + scene.number(), scene.at());
        List<ObjectNode> hops = new ArrayList<>();
        for (long time : scene.times(gross ? 600 : 150, gross ? 500_000 : 4_000_000)) {
            TrafficFlow like = scene.again(DataVolume::reads, time);
            if (like == null) {
                return Optional.empty();
            }
            hops.add(Entries.like(scene, like, null, person, time));
        }
        return Optional.of(Injection.allWrong(hops, Map.of("client", person.principal())));
    }
}
