package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/** Scanners that say so in their user agent, and addresses of services that wait to be called back by what an attack made of a server. */
final class AgentCheck implements Check {
    private static final String[] SCANNERS = {
        "sqlmap",
        "nikto",
        "nuclei",
        "nessus",
        "openvas",
        "acunetix",
        "netsparker",
        "wpscan",
        "dirbuster",
        "gobuster",
        "masscan",
        "zgrab",
        "fuzz faster",
        "w3af",
        "arachni",
        "havij",
        "nmap scripting",
        "burpcollaborator",
        "jaeles",
        "feroxbuster",
        "dirsearch",
        "whatweb",
        ".nasl",
        "commix",
        "xsser",
        "morfeus",
        "zmeu",
        "paros",
        "webinspect",
        "qualys",
        "interactsh",
        "oast."
    };

    @Override
    public long needs() {
        return -1;
    }

    @Override
    public @Nullable Match look(Value value) {
        if (value.part() != Value.Part.HEADER
                || !value.name().equalsIgnoreCase("user-agent")
                || value.text().length() > 2_000) {
            return null;
        }
        String agent = Words.lower(value.text());
        for (String scanner : SCANNERS) {
            if (agent.contains(scanner)) {
                return Match.of(PayloadKind.SCANNER, "names a scanner for weaknesses");
            }
        }
        return null;
    }
}
