package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
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
        TrafficFlow like = scene.again(PasswordSpraying::isLogin, scene.at());
        if (like == null) {
            return Optional.empty();
        }
        boolean gross = strength == Strength.GROSS;
        String address = "192.0.2." + (1 + scene.random().nextInt(250));
        List<ObjectNode> hops = new ArrayList<>();
        List<Long> times = scene.times(gross ? 41 : 7, gross ? 3_000_000 : 30_000_000);
        for (long time : times) {
            People.Person person = scene.people().seldom(scene.random(), time).at(address);
            ObjectNode login = Entries.like(scene, like, null, person, time);
            login.put("status", hops.size() == times.size() - 1 ? 200 : 401);
            hops.add(login);
        }
        return Optional.of(Injection.allWrong(hops, Map.of("source.ip", address)));
    }

    static boolean isLogin(TrafficFlow flow) {
        return Entries.path(flow).endsWith("/login");
    }
}
