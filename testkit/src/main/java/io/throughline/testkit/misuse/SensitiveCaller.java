package io.throughline.testkit.misuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service asks another, that it calls anyway or not, for something sensitive that others ask for and it never did. Gross: twenty times. Subtle:
 * once. Sensitive is what has to do with users, payments, orders' money, configuration and reservations.
 */
final class SensitiveCaller implements Misuse {
    private static final List<String> WORDS = List.of("user", "pay", "drawback", "config", "reservation");

    @Override
    public String behaviour() {
        return "sensitive-caller";
    }

    @Override
    public Set<String> rules() {
        return Set.of("sensitive-caller", "new-edge");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        List<String[]> news = new ArrayList<>();
        for (String callee : scene.facts().services()) {
            for (String endpoint : scene.facts().endpointsOf(callee)) {
                String name = endpoint.toLowerCase(Locale.ROOT);
                for (String caller : scene.facts().services()) {
                    Set<String> callers = scene.facts().callers().getOrDefault(callee + " " + endpoint, Set.of());
                    if (WORDS.stream().anyMatch(name::contains)
                            && !callers.contains(caller)
                            && !caller.equals(callee)
                            && !caller.equals(scene.traffic().gateway())) {
                        news.add(new String[] {caller, callee, endpoint});
                    }
                }
            }
        }
        String[] one = Places.nth(news, scene.number());
        if (one == null) {
            return Optional.empty();
        }
        String[] endpoint = one[2].split(" ", 2);
        return Places.within(
                scene,
                strength,
                one[0],
                Map.of("service.name", one[0], "peer", one[1], "url.template", endpoint[1]),
                above -> Calls.both(scene, above, one[1], endpoint[0], Calls.path(one[1], one[2], scene)));
    }
}
