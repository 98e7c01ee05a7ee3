package io.throughline.testkit.misuse;

import java.util.List;
import java.util.stream.Stream;

/** All kinds of misuse. */
public final class Misuses {
    private Misuses() {}

    public static List<Misuse> all() {
        return Stream.concat(ofServices().stream(), ofPrincipals().stream()).toList();
    }

    /** What services, edges and endpoints are misused for. */
    public static List<Misuse> ofServices() {
        return List.of(
                new NewEdge(),
                new NewEndpoint(),
                new SensitiveCaller(),
                new NoGateway(),
                new FanOut(),
                new RefusalScan(),
                new ImprobableSequence(),
                new Undocumented(),
                new ExposedEndpoint(),
                new OldVersion(),
                new ControlPlaneContact(),
                new ForbiddenPath());
    }

    /** What those who ask do. */
    public static List<Misuse> ofPrincipals() {
        return List.of(
                new IdEnumeration(),
                new IdEnumerationBehind(),
                new FirstEndpoint(),
                new FirstPrincipal(),
                new PasswordSpraying(),
                new CredentialStuffing(),
                new StolenSession(),
                new DataVolume(),
                new LargeAnswer(),
                new PageWalk(),
                new RequestRate());
    }
}
