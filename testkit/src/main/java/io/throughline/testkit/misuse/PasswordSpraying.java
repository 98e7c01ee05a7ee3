package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One address tries passwords of many users, and at last one fits. Gross: 40 users within two minutes. Subtle: six, one every half minute. */
final class PasswordSpraying implements Misuse {
    @Override
    public String behaviour() {
        return "password-spraying";
    }

    @Override
    public Set<String> rules() {
        return Set.of("login-failures");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        TrafficFlow like = LoginTries.like(scene);
        if (like == null) {
            return Optional.empty();
        }
        boolean gross = strength == Strength.GROSS;
        String address = "192.0.2." + (1 + scene.random().nextInt(250));
        List<Long> times = scene.times(gross ? 41 : 7, gross ? 3_000_000 : 30_000_000);
        List<ObjectNode> hops = LoginTries.of(
                scene,
                like,
                times,
                time -> scene.people().seldom(scene.random(), time).at(address));
        return Optional.of(Injection.allWrong(hops, Map.of("source.ip", address)));
    }
}
