package io.throughline.stream.detect;

import io.throughline.core.behaviour.Hash;
import io.throughline.core.behaviour.Novelty;
import io.throughline.core.model.Alert;
import io.throughline.stream.correlate.Asker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Who asks for an endpoint although only others ever did, on at least {@code minDays} different days, where new ones have become improbable. Where roles are logged these tell who may ask, and
 * {@link PrincipalDetector} looks at them; of logins nobody is the first.
 */
final class FirstPrincipals {
    private FirstPrincipals() {}

    static Novelty observe(
            Novelty usual,
            Map<String, Episode> episodes,
            Ask ask,
            boolean ready,
            PrincipalConfig config,
            Duration forgetAfter,
            Consumer<Alert> alerts) {
        if (ask.principal() == null
                || !ask.roles().isEmpty()
                || ask.told() != Asker.Told.ITSELF
                || ask.login() != Asker.Login.NOT_SAID) {
            return usual;
        }
        long who = Hash.of(ask.principal());
        double chance = usual.chanceOfNew();
        if (!ready || usual.knows(who) || usual.days() < config.minDays() || chance > config.firstChance()) {
            return ask.answered() ? usual.with(who, ask.time(), forgetAfter) : usual;
        }
        Sign sign = EndpointDetector.sign(
                EndpointDetector.FIRST_PRINCIPAL,
                Alert.Severity.MEDIUM,
                ask,
                ask.who(),
                ask.who() + " asks for " + ask.service() + ' ' + ask.template() + ", as only others ever did",
                "one of " + usual.kinds().size() + " principals (" + usual.seen() + " requests on " + usual.days()
                        + " days since " + usual.since() + ")",
                ask.method() + ' ' + ask.template() + " by " + ask.who() + EndpointDetector.chance(chance),
                List.of("T1078"));
        Episodes.tell(episodes, sign, ask, List.of(), config.quiet(), alerts);
        return usual.told(who, ask.time());
    }
}
