package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Many addresses try passwords of one user, and at last one fits. Gross: 25 addresses within two minutes. Subtle: six, one every half minute. */
final class CredentialStuffing implements Misuse {
    @Override
    public String behaviour() {
        return "credential-stuffing";
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
        People.Person person = scene.people().stranger(24 + scene.number(), scene.at());
        List<Long> times = scene.times(gross ? 26 : 7, gross ? 4_000_000 : 30_000_000);
        AtomicInteger tried = new AtomicInteger();
        List<ObjectNode> hops = LoginTries.of(
                scene,
                like,
                times,
                time -> person.at("192.0." + scene.random().nextInt(250) + '.' + tried.incrementAndGet()));
        return Optional.of(Injection.allWrong(hops, Map.of("user.id", person.principal())));
    }
}
