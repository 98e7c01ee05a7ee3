package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service calls the cluster's API server or the cloud's metadata service. Gross: twenty times, with what is asked for. Subtle: once, and the record
 * only tells whom.
 */
final class ControlPlaneContact implements Misuse {
    private static final List<String[]> TARGETS = List.of(
            new String[] {"169.254.169.254", "/latest/meta-data/iam/security-credentials/"},
            new String[] {"kubernetes.default.svc", "/api/v1/namespaces/default/secrets"},
            new String[] {"metadata.google.internal", "/computeMetadata/v1/instance/service-accounts/default/token"},
            new String[] {"10.96.0.1:443", "/apis/apps/v1/deployments"},
            new String[] {"fd00:ec2::254", "/latest/api/token"});

    @Override
    public String behaviour() {
        return "control-plane-contact";
    }

    @Override
    public Set<String> rules() {
        return Set.of("control-plane-contact");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        List<String> services = TrafficFacts.shuffled(scene.facts().services());
        String service = services.get(scene.number() % services.size());
        String[] target = TARGETS.get(scene.number() / services.size() % TARGETS.size());
        boolean gross = strength == Strength.GROSS;
        return Places.within(
                scene,
                strength,
                service,
                Map.of("service.name", service, "peer", target[0]),
                above -> List.<ObjectNode>of(scene.call(
                        above, target[0], gross ? "GET" : null, gross ? target[1] : null, Hops.start(above) + 400)));
    }
}
