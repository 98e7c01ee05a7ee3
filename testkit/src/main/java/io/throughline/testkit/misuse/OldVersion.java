package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody asks the gateway for an older version of what others ask for in the present one, and gets it. Gross: twenty times. Subtle: once. */
final class OldVersion implements Misuse {
    private static final Pattern VERSION = Pattern.compile("/v([0-9]+)/");

    @Override
    public String behaviour() {
        return "old-version";
    }

    @Override
    public Set<String> rules() {
        return Set.of("old-version");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        Map<String, String> versioned = new TreeMap<>();
        scene.traffic().flows().forEach(flow -> {
            String asked = Hops.text(flow.entry(), "method") + " "
                    + Hops.text(flow.entry(), "path").replaceFirst("\\?.*", "");
            if (VERSION.matcher(asked + "/").find()) {
                versioned.putIfAbsent(asked.replaceAll("/[^/]*[0-9]{2}[^/]*", "/{id}"), asked);
            }
        });
        // Each injection takes another path: an old version is new only once.
        String one = Places.nth(List.copyOf(versioned.values()), scene.number());
        if (one == null) {
            return Optional.empty();
        }
        String[] asked = one.split(" ", 2);
        Matcher version = VERSION.matcher(asked[1] + "/");
        String path = version.replaceFirst(found -> "/v" + (Integer.parseInt(found.group(1)) - 1) + "/");
        path = path.substring(0, path.length() - 1);
        List<ObjectNode> hops = new ArrayList<>();
        for (long time : Places.times(scene, strength)) {
            hops.add(scene.request(
                    scene.traffic().gateway(),
                    asked[0],
                    path,
                    200,
                    time,
                    scene.people().any(scene.random(), time)));
        }
        return Optional.of(
                Injection.allWrong(hops, Map.of("service.name", scene.traffic().gateway(), "url.template", path)));
    }
}
