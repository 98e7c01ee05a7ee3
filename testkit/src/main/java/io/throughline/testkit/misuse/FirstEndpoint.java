package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A customer asks for what no customer ever asked for, and gets it. Gross: twelve requests for an endpoint of the administration. Subtle: one with another method on a path that
 * all ask for.
 */
final class FirstEndpoint implements Misuse {
    private static final List<String> METHODS = List.of("DELETE", "PUT", "PATCH", "POST", "OPTIONS", "HEAD");
    private static final List<String> NAMES = List.of("users", "orders", "prices", "routes", "config", "audit");

    @Override
    public String behaviour() {
        return "first-seen-endpoint";
    }

    @Override
    public Set<String> rules() {
        return Set.of("first-seen-endpoint");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        People.Person person = scene.people().stranger(96 + scene.number(), scene.at());
        List<ObjectNode> hops = new ArrayList<>();
        if (strength == Strength.GROSS) {
            String path =
                    "/admin/v" + (1 + scene.number() / NAMES.size()) + '/' + NAMES.get(scene.number() % NAMES.size());
            for (long time : scene.times(12, 5_000_000)) {
                hops.add(scene.request(scene.traffic().gateway(), "GET", path, 200, time, person));
            }
        } else {
            TrafficFlow like = scene.again(
                    flow -> Entries.hasId(flow)
                            && Hops.text(flow.entry(), "method").equals("GET"),
                    scene.at());
            if (like == null) {
                return Optional.empty();
            }
            String method = METHODS.get(scene.number() / 2 % METHODS.size());
            hops.add(scene.request(scene.traffic().gateway(), method, Entries.path(like), 200, scene.at(), person));
        }
        return Optional.of(Injection.allWrong(hops, Map.of("user.id", person.principal())));
    }
}
