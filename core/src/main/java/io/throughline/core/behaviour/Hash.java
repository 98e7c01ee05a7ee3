package io.throughline.core.behaviour;

/** 64 bits that stand for a text: things are told apart without being kept. Not for secrets. */
public final class Hash {
    private Hash() {}

    /** FNV-1a, then Stafford's mix of the bits (its variant 13), for which nearby texts are far apart. */
    public static long of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return of(hash);
    }

    /** The mix alone. */
    public static long of(long number) {
        long hash = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
