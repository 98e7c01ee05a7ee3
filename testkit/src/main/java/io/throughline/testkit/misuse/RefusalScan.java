package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody asks the gateway for what it may have and is refused. Gross: a hundred different paths within a minute. Subtle: sixteen within eight minutes.
 */
final class RefusalScan implements Misuse {
    private static final List<String> WORDS = List.of(
            "admin",
            "backup",
            "config",
            "console",
            "debug",
            "env",
            "git",
            "health",
            "jenkins",
            "login.php",
            "manager",
            "metrics",
            "phpinfo.php",
            "server-status",
            "shell",
            "swagger.json",
            "test",
            "wp-admin",
            "wp-login.php",
            "xmlrpc.php");

    @Override
    public String behaviour() {
        return "refusal-scan";
    }

    @Override
    public Set<String> rules() {
        return Set.of("refusal-scan");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        boolean gross = strength == Strength.GROSS;
        // Now a user of the service, now somebody nobody knows.
        People.Person person = scene.people().seldom(scene.random(), scene.at());
        String stranger = "198.18.0." + (1 + scene.number());
        List<ObjectNode> hops = new ArrayList<>();
        int word = scene.number();
        for (long time : scene.times(gross ? 100 : 16, gross ? 600_000 : 30_000_000)) {
            String path = "/" + WORDS.get(word % WORDS.size())
                    + (word < WORDS.size() ? "" : "/" + WORDS.get(word / WORDS.size() % WORDS.size()));
            int status = List.of(404, 404, 403, 401).get(scene.random().nextInt(4));
            ObjectNode hop = scene.request(scene.traffic().gateway(), "GET", path, status, time);
            hop.put("source_ip", scene.number() % 2 == 0 ? stranger : person.address());
            if (scene.number() % 2 == 1) {
                hop.put("principal", person.principal());
            }
            hops.add(hop);
            word++;
        }
        return Optional.of(Injection.allWrong(
                hops, Map.of("client", scene.number() % 2 == 0 ? stranger : person.principal())));
    }
}
