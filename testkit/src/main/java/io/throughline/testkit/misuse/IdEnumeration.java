package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody walks through the ids of an endpoint at the gateway. Gross: 80 within two minutes, all answered. Subtle: 12 within four minutes by one who asks
 * seldom, of which a third is refused; where ids are numbers, one behind the other.
 */
final class IdEnumeration implements Misuse {
    @Override
    public String behaviour() {
        return "id-enumeration";
    }

    @Override
    public Set<String> rules() {
        return Set.of("id-enumeration");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        TrafficFlow like = scene.again(Entries::hasId, scene.at());
        if (like == null) {
            return Optional.empty();
        }
        boolean gross = strength == Strength.GROSS;
        People.Person person = scene.people().stranger(0 + scene.number(), scene.at());
        List<ObjectNode> hops = new ArrayList<>();
        for (long time : scene.times(gross ? 80 : 12, gross ? 1_500_000 : 20_000_000)) {
            String path = Entries.another(Entries.path(like), hops.size(), scene.mark());
            ObjectNode request = Entries.like(scene, like, path, person, time);
            if (!gross && hops.size() % 3 == 2) {
                request.put("status", 403);
            }
            hops.add(request);
        }
        return Optional.of(Injection.allWrong(hops, Map.of("client", person.principal())));
    }
}
