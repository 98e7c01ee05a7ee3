package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody's session is used from another address while its owner goes on. Gross: fifteen requests of each within five minutes. Subtle: three of the thief's among
 * four of the owner's.
 */
final class StolenSession implements Misuse {
    @Override
    public String behaviour() {
        return "stolen-session";
    }

    @Override
    public Set<String> rules() {
        return Set.of("credential-two-places");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        boolean gross = strength == Strength.GROSS;
        People.Person owner = scene.people().stranger(36 + scene.number(), scene.at());
        People.Person thief = owner.at("192.0.2." + (1 + scene.random().nextInt(250)));
        List<ObjectNode> hops = new ArrayList<>();
        Set<String> wrong = new HashSet<>();
        for (long time : scene.times(gross ? 30 : 7, gross ? 10_000_000 : 20_000_000)) {
            TrafficFlow like = scene.again(flow -> !LoginTries.isLogin(flow), time);
            if (like == null) {
                return Optional.empty();
            }
            boolean stolen = hops.size() % 2 == 1;
            ObjectNode request = Entries.like(scene, like, null, stolen ? thief : owner, time);
            hops.add(request);
            if (stolen) {
                wrong.add(Hops.text(request, "id"));
            }
        }
        return Optional.of(
                new Injection(hops, wrong, Map.of("user.id", owner.principal(), "source.ip", thief.address())));
    }
}
