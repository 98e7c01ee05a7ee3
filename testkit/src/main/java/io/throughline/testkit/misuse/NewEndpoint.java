package io.throughline.testkit.misuse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service is asked by one of its callers for what nobody ever asked it for, and answers. Gross: twenty times within some minutes. Subtle: once.
 */
final class NewEndpoint implements Misuse {
    private static final List<String> NAMES = List.of("export", "debug", "backup", "search", "dump", "metrics", "bulk");

    @Override
    public String behaviour() {
        return "new-endpoint";
    }

    @Override
    public Set<String> rules() {
        return Set.of("new-endpoint", "undocumented-endpoint");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        List<String> callers = TrafficFacts.shuffled(scene.facts().callees().keySet());
        String caller = callers.get(scene.number() % callers.size());
        List<String> callees = List.copyOf(scene.facts().calleesOf(caller));
        String callee = callees.get(scene.random().nextInt(callees.size()));
        String path = "/" + NAMES.get(scene.number() % NAMES.size()) + "/" + word(scene.mark());
        String method = scene.number() % 2 == 0 ? "POST" : "GET";
        return Places.within(
                scene,
                strength,
                caller,
                Map.of("service.name", callee, "url.template", path),
                above -> Calls.both(scene, above, callee, method, path));
    }

    /** A name in letters only: with digits it would be taken for an id. */
    static String word(String mark) {
        StringBuilder word = new StringBuilder("x");
        for (int i = 0; i < mark.length(); i++) {
            char c = mark.charAt(i);
            word.append(c >= '0' && c <= '9' ? (char) ('g' + c - '0') : c == '-' ? 'z' : c);
        }
        return word.toString();
    }
}
