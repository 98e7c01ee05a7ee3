package io.throughline.testkit.misuse;

import java.util.List;

/** All kinds of misuse. */
public final class Misuses {
    private Misuses() {}

    public static List<Misuse> all() {
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
                new ForbiddenPath(),
                new IdEnumeration(),
                new IdEnumerationBehind(),
                new FirstEndpoint(),
                new PasswordSpraying(),
                new CredentialStuffing(),
                new StolenSession(),
                new DataVolume(),
                new LargeAnswer(),
                new PageWalk(),
                new RequestRate());
    }
}
