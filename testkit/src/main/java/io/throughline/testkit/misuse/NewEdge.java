package io.throughline.testkit.misuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A service calls a service that it never called, within ordinary requests. Gross: twenty times within some minutes. Subtle: once. */
final class NewEdge implements Misuse {
    @Override
    public String behaviour() {
        return "new-edge";
    }

    @Override
    public Set<String> rules() {
        return Set.of("new-edge");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        String[] pair = Places.nth(pairs(scene), scene.number());
        return pair == null
                ? Optional.empty()
                : Places.within(
                        scene,
                        strength,
                        pair[0],
                        Map.of("service.name", pair[0], "peer", pair[1]),
                        above -> Calls.known(scene, above, pair[1]));
    }

    /** Caller and callee that know nothing of each other; also of those that call nobody. */
    private static List<String[]> pairs(Scene scene) {
        List<String[]> pairs = new ArrayList<>();
        for (String caller : scene.facts().services()) {
            for (String callee : scene.facts().services()) {
                if (!caller.equals(callee)
                        && !callee.equals(scene.traffic().gateway())
                        && !scene.facts().calleesOf(caller).contains(callee)
                        && !scene.facts().calleesOf(callee).contains(caller)) {
                    pairs.add(new String[] {caller, callee});
                }
            }
        }
        return pairs;
    }
}
